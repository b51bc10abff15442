import { apiError } from './api-error.ts';
import type { CallContext } from './base.ts';

/** A console watches one lot and a dashboard; a few more leave room for a reload that overlaps. */
const WATCHES_PER_CONNECTION_MAX = 8;

/** Refuses a connection that watches too much already. @throws watches-full */
export function assertMayWatch({ connection }: CallContext): void {
  if (connection.watches >= WATCHES_PER_CONNECTION_MAX)
    throw apiError('watches-full', 'This connection watches too many lots at once.');
}

/**
 * Streams until the caller leaves or may no longer see it: signed out, removed, expired.
 * @throws unauthorized when the sign-in ended first
 */
export async function* signedInStream<T>(
  { connection, services }: CallContext,
  callerLeft: AbortSignal | undefined,
  open: (signal: AbortSignal) => AsyncIterable<T>,
): AsyncGenerator<T, void, void> {
  const { token } = connection;
  const ending = new AbortController();
  const holds = () => token !== null && services.accounts.principalOf(token) !== null;
  const stopListening = services.accounts.onEnded(() => {
    if (!holds()) ending.abort();
  });
  const signal =
    callerLeft === undefined ? ending.signal : AbortSignal.any([callerLeft, ending.signal]);
  connection.watches += 1;
  try {
    for await (const message of open(signal)) {
      if (ending.signal.aborted || !holds()) break;
      yield message;
    }
    if (!holds()) throw apiError('unauthorized', 'Sign in again: you were signed out.');
  } finally {
    connection.watches -= 1;
    stopListening();
  }
}
