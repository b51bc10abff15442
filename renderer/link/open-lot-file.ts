import { ORPCError } from '@orpc/client';
import type { Station } from './station.ts';
import { StationUnreachable } from './transport.ts';

/** What the station takes in one message over a socket is 1 MiB; this leaves room for the call. */
const SOCKET_FILE_MAX_CHARS = 900_000;
const UPLOAD_TIMEOUT_MS = 120_000;

/**
 * Opens a lot file at the station. A large one does not fit into a socket's message, so a browser
 * sends it as a request of its own; the desktop window's port has no such limit.
 *
 * @returns the lot's id
 * @throws what the station said, in the same form on either way
 */
export async function openLotFile(station: Station, file: unknown): Promise<string> {
  const { link, client, signIn } = station;
  const body = JSON.stringify({ file });
  if (link.transport.kind !== 'web-socket' || body.length <= SOCKET_FILE_MAX_CHARS) {
    return (await client.lots.open({ file })).lotId;
  }
  const response = await fetch('/api/v1/lots', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${signIn.token ?? ''}`,
    },
    body,
    signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new StationUnreachable('the lot file could not be sent', { cause });
  });
  const answer: unknown = await response.json();
  if (response.ok && isRecord(answer) && typeof answer.lotId === 'string') return answer.lotId;
  throw errorOf(response.status, answer);
}

/** The error that a call would have thrown: REST tells its fields beside code and message. */
function errorOf(status: number, answer: unknown): ORPCError<string, unknown> {
  const told = isRecord(answer) ? answer : {};
  const code = typeof told.code === 'string' ? told.code : 'internal';
  const message = typeof told.message === 'string' ? told.message : '';
  return new ORPCError(code, { status, message, data: told });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
