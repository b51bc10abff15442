import type { LaneTopic } from '../lane-secret.ts';

/** An event of a controller is a few hundred bytes. */
export const EVENT_LINE_MAX_BYTES = 4 * 1_024;
/** The largest that a controller is told: a part of its rights. */
export const RIGHTS_LINE_MAX_BYTES = 64 * 1_024;

/** A message on the line: what it is, a blank, and the signed message as it travels over MQTT; then LF. */
export function encodeLine(what: LaneTopic, signed: string | Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${what} `), Buffer.from(signed), Buffer.from('\n')]);
}

/** What a line says it is, and what is signed of it; null for a line with nothing behind its first word. */
export function decodeLine(
  line: string,
): { readonly what: string; readonly payload: Buffer } | null {
  const end = line.indexOf(' ');
  if (end < 1) return null;
  return { what: line.slice(0, end), payload: Buffer.from(line.slice(end + 1), 'latin1') };
}
