import type { DeviceOf } from '../../facility/device-file.ts';
import type { SessionId, TicketNumber } from '../../kernel/ids.ts';
import type { PrintJob } from '../../printing/print-job.ts';
import type { EntryRight } from '../../session/right.ts';
import type { PrintOutcome } from '../command/printing.ts';
import type { CommandHead } from '../command.ts';
import type { EventOf, LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import type { Arrival } from './arrival.ts';
import { idFrom } from './ids.ts';
import { type FoundLane, findLane, isTracked } from './lookup.ts';
import { raiseOnce } from './raise-once.ts';

/** Whether a vehicle gets its ticket on paper before the gate opens, from a printer that works or does not. */
export type TicketWay =
  | { readonly kind: 'no-paper' }
  | { readonly kind: 'prints'; readonly printer: DeviceOf<'printer-escpos'> }
  | { readonly kind: 'not-ready' };

/**
 * The ticket printer of an entry serves whoever has nothing else that lets them out again. One that does
 * not work keeps nobody out who is known by a plate, or for whom somebody vouches.
 */
export function ticketWay(
  state: LotState,
  { installed, lane }: FoundLane,
  command: CommandHead,
  { plateRef, credential }: Arrival,
  right: EntryRight,
): TicketWay {
  if (credential !== null || right.kind !== 'transient') return { kind: 'no-paper' };
  const printer = installed.lot.devices.find(
    (device): device is DeviceOf<'printer-escpos'> =>
      device.driver === 'printer-escpos' && device.laneId === lane.id,
  );
  if (printer === undefined) return { kind: 'no-paper' };
  if (plateRef !== null && printer.tickets === 'without-plate') return { kind: 'no-paper' };
  if (state.devices.get(printer.id)?.status === 'online') return { kind: 'prints', printer };
  const isKnown = plateRef !== null || command.actor.kind !== 'device';
  return { kind: isKnown ? 'no-paper' : 'not-ready' };
}

/** The ticket goes to the printer; the gate waits for it. */
export function ticketAsked(
  command: CommandHead,
  { lane }: FoundLane,
  printer: DeviceOf<'printer-escpos'>,
  {
    sessionId,
    ticketNumber,
  }: { readonly sessionId: SessionId; readonly ticketNumber: TicketNumber },
): EventOf<'PrintAsked'> {
  return {
    type: 'PrintAsked',
    jobId: idFrom(command, 'j'),
    document: { kind: 'ticket', number: ticketNumber },
    deviceId: printer.id,
    laneId: lane.id,
    sessionId,
    copy: 0,
  };
}

/**
 * What follows at the lane when its printer has said what became of a ticket: the gate opens for who
 * still waits; a ticket that is not on paper is void, and staff are called. A vehicle that has backed out
 * meanwhile took nothing with it that is worth anything.
 */
export function ticketOut(
  state: LotState,
  command: CommandHead,
  { laneId, sessionId }: PrintJob,
  outcome: PrintOutcome,
): readonly LotEvent[] {
  if (laneId === null || sessionId === null) return [];
  const found = findLane(state, laneId);
  const session = state.sessions.get(sessionId);
  if (found === null || session === undefined) return [];
  const { held, lane } = found;
  const isWaitedFor = held.phase === 'printing' && held.sessionId === sessionId;
  if (outcome.ok) {
    if (!isWaitedFor) return [];
    const tracked = isTracked(found);
    const vended: LotEvent = {
      type: 'GateVended',
      laneId,
      sessionId,
      overrideReason: null,
      tracked,
    };
    return tracked ? [vended] : [vended, { type: 'SessionStarted', sessionId, laneId }];
  }
  const detail = `${lane.label}: a ticket was not printed. ${outcome.detail}`;
  const alarm = raiseOnce(state, command, { code: 'ticket-not-printed', laneId, detail });
  // Let in by hand meanwhile: it comes in without paper, and staff know.
  if (!isWaitedFor) return alarm;
  return [
    { type: 'TicketVoided', sessionId, why: 'not-printed' },
    { type: 'EntryRefused', laneId, code: 'ticket-not-printed', plateRef: session.plateRef },
    ...alarm,
  ];
}
