import type { DeviceId, PlateRef } from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { Actor } from '#domain/lot/actor.ts';
import type { DoneOffline, ShownOffline } from '#domain/lot/command/offline.ts';
import type { PaymentOutcome } from '#domain/lot/command/payment.ts';
import type { CommandBody } from '#domain/lot/command.ts';
import { BATTERY_LOW_PERCENT } from '#domain/lot/decide/sensor.ts';
import type { Effect } from '#domain/lot/effects.ts';
import { DEFAULT_NEEDS } from '#domain/lot/lane-seen.ts';
import type { FieldInput } from '../drivers/driver.ts';
import type { Fleet } from '../drivers/fleet.ts';
import type { Replayed, ShownThere } from '../drivers/lane-rights.ts';
import type { Log } from '../ports/log.ts';
import { newBusySensors } from './busy-sensors.ts';
import { answerCharger, chargerCommand, tagVerdict } from './charger-desk.ts';
import { StationBusy } from './lot-service.ts';
import type { LotUnit } from './lot-unit.ts';
import { nearPlates } from './near-plates.ts';
import type { PrintDesk } from './print-desk.ts';

/** A device's word as the lot's command, or null for a plate that is none. */
export function commandOf(
  unit: LotUnit,
  deviceId: DeviceId,
  input: FieldInput,
  now: Instant,
): CommandBody | null {
  switch (input.kind) {
    case 'loop':
      return { type: 'ReportLoop', laneId: input.laneId, loop: input.loop, on: input.on };
    case 'gate':
      return { type: 'ReportGate', laneId: input.laneId, gate: input.gate };
    case 'plate': {
      const plateRef = unit.refOf(input.plate);
      if (plateRef === null) return null;
      const { laneId, confidence } = input;
      const readId = withoutPlate(input.readId, input.plate, plateRef);
      const needs = { ...DEFAULT_NEEDS, ...input.vehicle };
      const { plate, spellings } = input;
      const nearRefs = nearPlates(unit, laneId, { plate, plateRef, confidence, spellings });
      const { pictureId, late } = input;
      return {
        type: 'ReportPlate',
        laneId,
        deviceId,
        readId,
        plateRef,
        confidence,
        nearRefs,
        needs,
        ...(pictureId === undefined ? {} : { pictureId }),
        ...(late ? { late } : {}),
      };
    }
    case 'unread': {
      const { laneId, readId, vehicle, pictureId } = input;
      const vehicleClass = vehicle?.vehicleClass ?? null;
      const picture = pictureId === undefined ? {} : { pictureId };
      return { type: 'ReportUnread', laneId, deviceId, readId, vehicleClass, ...picture };
    }
    case 'scan':
      return scanOf(unit, input);
    case 'fire':
      return { type: 'ReportFire', deviceId, on: input.on };
    case 'call':
      return { type: 'ReportCall', laneId: input.laneId };
    case 'replay':
      return replayOf(unit, deviceId, input, now);
    case 'presence':
      return { type: 'ReportPresence', slotId: input.slotId, presence: input.presence };
    case 'charge':
      return { type: 'ReportPayment', paymentId: input.paymentId, outcome: outcomeOf(input) };
    case 'crossing':
      return { type: 'ReportCrossing', deviceId, way: input.way, vehicles: input.vehicles };
    case 'occupied':
      return { type: 'ReportOccupied', deviceId, vehicles: input.vehicles };
    case 'connector':
    case 'charge-start':
    case 'charge-meter':
    case 'charge-stop':
    case 'order-answer':
      return chargerCommand(unit, deviceId, input);
    case 'sensor': {
      // How warm it is, and how well it is heard, is for its own card.
      const { slotId, batteryPercent: percent } = input;
      if (percent === undefined) return null;
      // Good ones say so with every message; the lot wants to hear of those that change.
      const wasLow = unit.state.lowBatteries.get(deviceId)?.has(slotId) === true;
      if (percent > BATTERY_LOW_PERCENT && !wasLow) return null;
      return { type: 'ReportBattery', deviceId, slotId, percent };
    }
    case 'tag':
    case 'about':
    case 'line':
    case 'charge-progress':
    case 'end-of-day':
      // How a sensor or a line is, what a terminal shows meanwhile, and its own totals, are for the log and the desk.
      return null;
    case 'status':
      return reportOfDevice(deviceId, input);
    case 'paper':
      return { type: 'ReportPaper', deviceId, low: input.low };
    case 'receipt-button':
      return { type: 'RequestReceipt', laneId: input.laneId };
    case 'ticket-button':
      return {
        type: 'RequestEntry',
        laneId: input.laneId,
        plateRef: null,
        credential: null,
        ...DEFAULT_NEEDS,
      };
  }
}

function reportOfDevice(
  deviceId: DeviceId,
  { status, detail, cause }: Extract<FieldInput, { kind: 'status' }>,
): CommandBody {
  const report = { type: 'ReportDevice', deviceId, status, detail } as const;
  return cause === undefined ? report : { ...report, cause };
}

/** What a terminal says of a payment, in the lot's words. */
function outcomeOf(input: Extract<FieldInput, { kind: 'charge' }>): PaymentOutcome {
  switch (input.outcome) {
    case 'captured': {
      const { terminalReceipt: id, terminalId, trace, cardName } = input.reference;
      const reference = { id, terminalId, trace, cardName: cardName === '' ? null : cardName };
      return { kind: 'captured', amountMinor: input.amountMinor, reference };
    }
    case 'failed':
      return { kind: 'failed', code: input.code, detail: input.detail };
    case 'unknown':
      return { kind: 'unknown', detail: input.detail };
    case 'reversed':
      return { kind: 'reversed' };
    case 'reversal-failed':
      return { kind: 'reversal-failed', detail: input.detail };
  }
}

/** Ids of members' cards are shorter; what is longer is no card. */
const CARD_ID_MAX_CHARS = 64;

/** A code of ours, or else perhaps the id of a member's card. */
function scanOf(
  unit: LotUnit,
  { laneId, text }: Extract<FieldInput, { kind: 'scan' }>,
): CommandBody {
  const claim = unit.claimOf(text);
  const mayBeCard =
    !claim.ok && claim.code === 'ticket-malformed' && text.length <= CARD_ID_MAX_CHARS;
  return {
    type: 'ReportScan',
    laneId,
    claim,
    cardRef: mayBeCard ? unit.refOfText('card', text) : null,
  };
}

/** What a controller tells afterwards, dated by how long ago it was. */
function replayOf(
  unit: LotUnit,
  deviceId: DeviceId,
  { laneId, replay }: Extract<FieldInput, { kind: 'replay' }>,
  now: Instant,
): CommandBody {
  const { epoch, number, mark, agoMs, done } = replay;
  return {
    type: 'ReplayLane',
    laneId,
    deviceId,
    epoch,
    number,
    mark,
    happenedAt: now - agoMs,
    done: doneOf(unit, done),
  };
}

function doneOf(unit: LotUnit, done: Replayed['done']): DoneOffline {
  switch (done.kind) {
    case 'entered': {
      const { kind, ticket, vehicleClass } = done;
      const given = ticket === null ? null : unit.claimOf(ticket);
      return { kind, ticket: given, shown: shownOf(unit, done.shown), vehicleClass };
    }
    case 'left':
      return { kind: done.kind, shown: shownOf(unit, done.shown) };
    default:
      return { kind: done.kind };
  }
}

/** A plate that is none is left out. */
function shownOf(unit: LotUnit, { code, card, plate }: ShownThere): ShownOffline {
  return {
    claim: code === null ? null : unit.claimOf(code),
    cardRef: card === null ? null : unit.refOfText('card', card),
    plateRef: plate === null ? null : unit.refOf(plate),
  };
}

/**
 * Some cameras build the id of a read from the plate. It must not enter events in clear either: in its place
 * stands its reference, so that equal ids stay equal and others stay apart.
 */
function withoutPlate(readId: string, plate: string, plateRef: PlateRef): string {
  const letters = (text: string) => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  const plain = letters(plate);
  let rest = letters(readId);
  if (!rest.includes(plain)) return readId;
  // What stood around one may join to another.
  while (rest.includes(plain)) rest = rest.replace(plain, '');
  return `${plateRef} ${rest}`.trim();
}

/** Gives the lot what its devices say. What a sensor said last is said again when the inbox was full. */
export function fieldInbox(
  unit: LotUnit,
  log: Log,
  now: () => Instant,
): (deviceId: DeviceId, input: FieldInput) => void {
  const busy = newBusySensors((deviceId, input) => take(deviceId, input));

  function take(deviceId: DeviceId, input: FieldInput): void {
    unit.health.take(deviceId, input, now());
    const body = commandOf(unit, deviceId, input, now());
    if (body === null) {
      if (input.kind === 'tag') input.answer(tagVerdict(unit, deviceId, input.tag, now()));
      return;
    }
    if (input.kind === 'presence') busy.heard(input.slotId);
    const actor: Actor = { kind: 'device', deviceId };
    unit.submit(body, { actor }).then(
      (outcome) => {
        // In the books, or never to be: telling it again would change nothing.
        if (input.kind === 'replay') input.taken();
        answerCharger(unit, deviceId, input, true, now());
        if (!outcome.ok || outcome.events.length === 0) letGoOfPicture(unit, input);
        if (!outcome.ok)
          log.debug({ deviceId, input: input.kind, code: outcome.refusal.code }, 'report refused');
      },
      (error: Error) => {
        answerCharger(unit, deviceId, input, false, now());
        letGoOfPicture(unit, input);
        if (input.kind === 'presence' && error instanceof StationBusy) busy.hold(deviceId, input);
        const level = error instanceof StationBusy ? 'warn' : 'debug';
        log[level]({ deviceId, input: input.kind, error: error.message }, 'report not taken');
      },
    );
  }

  return take;
}

/** A picture that no event names would only take the place of others until its time is over. */
function letGoOfPicture(unit: LotUnit, input: FieldInput): void {
  if ((input.kind === 'plate' || input.kind === 'unread') && input.pictureId !== undefined)
    unit.pictures.discard(input.pictureId);
}

/** Hands the lot's orders to the devices, and documents to the desk that makes them. A device that fails says so itself by its status. */
export function fieldOutbox(fleet: Fleet, desk: PrintDesk, log: Log): (effect: Effect) => void {
  return (effect) => {
    if (effect.kind === 'print') {
      desk.print(effect);
      return;
    }
    fleet.perform(effect).catch((error: Error) => {
      log.warn(
        {
          kind: effect.kind,
          to: 'laneId' in effect ? effect.laneId : effect.deviceId,
          error: error.message,
        },
        'a device did not take its order',
      );
    });
  };
}
