import type { LotEvent } from './event.ts';
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

const SENTENCES: Readonly<Record<RefusalCode, string>> = {
  'lot-full': 'No suitable slot is free.',
  'already-inside': 'This vehicle is already inside.',
  'not-inside': 'No vehicle inside matches this plate.',
  'slot-blocked': 'The slot is already blocked.',
  'lane-unknown': 'There is no such lane.',
  'lane-wrong-direction': 'The lane does not lead that way.',
  'lane-busy': 'The lane is busy with another vehicle.',
  'no-vehicle': 'No vehicle stands on the arming loop.',
  'plate-needed': 'This lane admits only vehicles with a read plate.',
  'payment-due': 'There is an amount due. Pay first, then leave.',
  'payment-wrong-amount': 'The amount is not what is due. Ask for a new quote.',
  'payment-not-due': 'Nothing is due.',
  'cash-too-little': 'The cash handed over is less than the amount.',
  'ticket-malformed': 'This is not a ticket of this system. Check the number and type it again.',
  'ticket-forged': 'The ticket has been changed or was not issued here.',
  'ticket-foreign': 'The ticket belongs to another car park.',
  'ticket-expired': 'The ticket is too old.',
  'ticket-unknown': 'There is no ticket of this number.',
  'ticket-used': 'The ticket has already been used to leave.',
  'ticket-void': 'The ticket is void: its vehicle backed out of the entry.',
  'slot-unknown': 'There is no such slot.',
  'slot-taken': 'The slot is not free.',
  'slot-empty': 'No vehicle is assigned to the slot.',
  'slot-unsuitable': 'The slot does not suit this vehicle.',
  'session-unknown': 'There is no such session.',
  'reason-needed': 'A reason is needed.',
  'override-unknown': 'There is no such override, or it is too old to undo.',
  'override-not-undoable': 'The override cannot be undone any more.',
  'alarm-unknown': 'There is no such alarm.',
  'device-unknown': 'There is no such device.',
  'shift-open': 'A shift is already open.',
  'shift-not-open': 'No shift is open.',
  'nothing-asked': 'Nobody waits for a decision in this lane.',
  'lot-mismatch': 'The file describes another lot.',
  'lot-in-use': 'The change would remove something that is in use.',
};

/** The plain sentence of a refusal; the console translates by code, other systems read this. */
export function refusalSentence(code: RefusalCode, detail = ''): string {
  return detail === '' ? SENTENCES[code] : `${SENTENCES[code]} (${detail})`;
}
