import type { LotEvent } from './event.ts';
import { REFUSALS } from './refusals/index.ts';
import type { Refusal, RefusalCode } from './words.ts';

/** What the lot answers to a command: what happened, or why nothing did. */
export type Decision =
  | { readonly ok: true; readonly events: readonly LotEvent[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** Nothing to say and nothing wrong: a repeated report, a tick without work. */
export const NOTHING: Decision = { ok: true, events: [] };

export function happened(...events: readonly LotEvent[]): Decision {
  return { ok: true, events };
}

/** A refusal with its plain sentence. `detail` names the thing, where there is one. */
export function refused(code: RefusalCode, detail = ''): Decision {
  return { ok: false, refusal: { code, message: refusalSentence(code, detail) } };
}

/** The plain sentence of a refusal; the console translates by code, other systems read this. */
export function refusalSentence(code: RefusalCode, detail = ''): string {
  const { sentence } = REFUSALS[code];
  return detail === '' ? sentence : `${sentence} (${detail})`;
}
