import type { RefusalCode } from '#domain/lot/words.ts';

/**
 * The HTTP status of each refusal. 404: what the address or the body names does not exist. 409: the
 * lot stands in the way as it is now. 410: it was there and is over. 422: it can never be right.
 */
const STATUS: Readonly<Record<RefusalCode, number>> = {
  'lot-full': 409,
  'already-inside': 409,
  'not-inside': 404,
  'slot-blocked': 409,
  'lane-unknown': 404,
  'lane-wrong-direction': 422,
  'lane-busy': 409,
  'no-vehicle': 409,
  'plate-needed': 422,
  'payment-due': 409,
  'payment-wrong-amount': 422,
  'payment-not-due': 409,
  'cash-too-little': 422,
  'ticket-malformed': 422,
  'ticket-forged': 422,
  'ticket-foreign': 422,
  'ticket-expired': 410,
  'ticket-unknown': 404,
  'ticket-used': 410,
  'ticket-void': 410,
  'slot-unknown': 404,
  'slot-taken': 409,
  'slot-empty': 409,
  'slot-unsuitable': 409,
  'session-unknown': 404,
  'reason-needed': 422,
  'override-unknown': 404,
  'override-not-undoable': 409,
  'alarm-unknown': 404,
  'device-unknown': 404,
  'shift-open': 409,
  'shift-not-open': 409,
  'nothing-asked': 409,
  'lot-mismatch': 409,
  'lot-in-use': 409,
};

export function refusalStatus(code: RefusalCode): number {
  return STATUS[code];
}
