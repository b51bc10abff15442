import type { DeviceOf } from '../../facility/device-file.ts';
import type { LaneId, SessionId } from '../../kernel/ids.ts';
import { SECOND_MS } from '../../kernel/instant.ts';
import { JOBS_OPEN_MAX, nextCopy, type PrintJob } from '../../printing/print-job.ts';
import type { CommandHead, CommandOf } from '../command.ts';
import { type Decision, happened, NOTHING, refused } from '../decision.ts';
import type { EventOf, LotEvent } from '../event.ts';
import { laneOfWaiting } from '../lane-view.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';
import { findLane } from './lookup.ts';
import { raiseOnce } from './raise-once.ts';

type Printer = DeviceOf<'printer-escpos'>;

/** Where no loop tells that a vehicle has gone, its receipt is given out for so long after the payment. */
const RECEIPT_WAITS_MS = 120 * SECOND_MS;

/** The printer of a lane's receipts, or null where it gives none. */
export function receiptPrinter({ installed }: LotState, laneId: LaneId): Printer | null {
  const printer = installed?.lot.devices.find(
    (device): device is Printer => device.driver === 'printer-escpos' && device.laneId === laneId,
  );
  return printer === undefined || printer.receipts === 'never' ? null : printer;
}

/**
 * The receipt that comes with a payment, of a vehicle that stands in a lane: where the printer there gives
 * one after each payment in that lane, or the driver has asked for it. It is part of the payment's own
 * transaction, so it is asked for once. The gate does not wait for it. Whoever has gone gets none.
 */
export function receiptOfPayment(
  state: LotState,
  payment: EventOf<'PaymentCaptured'>,
  command: CommandHead,
): readonly LotEvent[] {
  const { sessionId, receiptNumber: number, amountMinor } = payment;
  const laneId = sessionId === null ? null : laneOfWaiting(state, sessionId);
  if (laneId === null || sessionId === null || amountMinor === 0) return [];
  const printer = receiptPrinter(state, laneId);
  if (printer === null) return [];
  const receipt = state.lanes.get(laneId)?.receipt;
  const isWanted = receipt?.sessionId === sessionId && receipt.number === null;
  const isByItself = printer.receipts === 'after-payment' && payment.laneId === laneId;
  if (!isWanted && !isByItself) return [];
  return receiptAsked(state, command, { printer, laneId, sessionId, number });
}

interface Wanted {
  readonly printer: Printer;
  readonly laneId: LaneId;
  readonly sessionId: SessionId;
  readonly number: number;
}

/** A printer that does not print is known beforehand: staff are told, and the receipt waits at the desk. */
function receiptAsked(
  state: LotState,
  command: CommandHead,
  { printer, laneId, sessionId, number }: Wanted,
): readonly LotEvent[] {
  const document = { kind: 'receipt', number } as const;
  const what = {
    jobId: idFrom(command, 'j'),
    document,
    deviceId: printer.id,
    copy: nextCopy(state.printing, document),
  };
  const hindrance = hindranceOf(state, printer);
  if (hindrance === null) return [{ type: 'PrintAsked', ...what, laneId, sessionId }];
  return [
    { type: 'PrintFailed', ...what, detail: hindrance },
    ...receiptAlarm(state, command, { document, laneId }, hindrance),
  ];
}

function hindranceOf({ devices, printing }: LotState, { id, label }: Printer): string | null {
  const stands = devices.get(id);
  if (stands?.status !== 'online') return stands?.detail || `${label} does not answer.`;
  return printing.jobs.size < JOBS_OPEN_MAX ? null : 'Too many documents wait to be printed.';
}

/** Staff hear that a driver went without a receipt; it can be printed at the desk. */
export function receiptAlarm(
  state: LotState,
  command: CommandHead,
  { document, laneId }: Pick<PrintJob, 'document' | 'laneId'>,
  why: string,
): readonly LotEvent[] {
  if (laneId === null || document.kind !== 'receipt') return [];
  const lane = state.installed?.lanes.get(laneId)?.label ?? laneId;
  const detail = `${lane}: receipt ${document.number} was not printed. ${why}`;
  return raiseOnce(state, command, { code: 'receipt-not-printed', laneId, detail });
}

/**
 * The receipt button of an exit, or staff for whoever stands there. Before the payment it is noted, and
 * printed with it. The button gives a receipt once; staff may give a copy.
 */
export function decideRequestReceipt(
  state: LotState,
  command: CommandOf<'RequestReceipt'>,
): Decision {
  const { laneId, actor, at } = command;
  const found = findLane(state, laneId);
  if (found === null) return refused('lane-unknown', laneId);
  const { held, lane } = found;
  const printer = receiptPrinter(state, laneId);
  if (printer === null) return refused('receipt-no-printer', lane.label);
  const { receipt, sessionId } = held;
  if (held.phase === 'due' && sessionId !== null && receipt?.sessionId !== sessionId)
    return happened({ type: 'ReceiptWanted', laneId, sessionId });
  if (receipt === null) return refused('receipt-nothing', lane.label);
  if (receipt.number === null) return NOTHING;
  const { number } = receipt;
  if (lane.detection === 'none' && at - receipt.at > RECEIPT_WAITS_MS)
    return refused('receipt-nothing', lane.label);
  const hindrance = hindranceOf(state, printer);
  if (hindrance !== null) return refused('printer-not-ready', hindrance);
  if (actor.kind === 'device' && nextCopy(state.printing, { kind: 'receipt', number }) > 0)
    return refused('receipt-given', String(number));
  return happened(
    ...receiptAsked(state, command, { printer, laneId, sessionId: receipt.sessionId, number }),
  );
}
