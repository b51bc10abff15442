import { type Charge, sameCharge } from '../../charging/book.ts';
import { connectorKey, phaseWhile } from '../../charging/connector.ts';
import type { DeviceId, SessionId, SlotId } from '../../kernel/ids.ts';
import type { ChargingCommand } from '../command/charging.ts';
import type { CommandHead, CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import { type Decision, happened, NOTHING, refused } from '../decision.ts';
import type { EventOf, LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { decideOrder, decideOrderAnswer } from './charger-order.ts';
import { idFrom } from './ids.ts';

function decideConnector(state: LotState, command: CommandOf<'ReportConnector'>): Decision {
  const { deviceId, connectorId, slotId, status, detail, changedAt } = command;
  if (!hasConnector(state, deviceId, connectorId)) return refused('connector-unknown', deviceId);
  const before = state.charging.connectors.get(connectorKey(deviceId, connectorId));
  if (before?.status === status && before.detail === detail) return NOTHING;
  // An older word that comes late must not undo a newer one.
  if (before !== undefined && changedAt < before.since) return NOTHING;
  const changed: LotEvent = {
    type: 'ConnectorChanged',
    ...{ deviceId, connectorId, slotId, status, detail, changedAt },
  };
  const { latest, charges } = state.charging;
  const charge = charges.get(latest.get(connectorKey(deviceId, connectorId)) ?? 0);
  const isOver = charge !== undefined && phaseWhile(status) === 'over';
  return happened(changed, ...(isOver ? alarmOver(state, charge) : []));
}

/** Whatever a charger gave is in the books, even to nobody: it has been given. */
function decideStart(state: LotState, command: CommandOf<'ReportChargeStart'>): Decision {
  const { deviceId, connectorId, slotId, tagRef, startedAt, reportedAt, meterStartWh } = command;
  if (!hasConnector(state, deviceId, connectorId)) return refused('connector-unknown', deviceId);
  const { charging } = state;
  if (sameCharge(charging, command) !== null) return NOTHING;
  const { sessionId, by } = payerOf(state, command);
  const started: EventOf<'ChargingStarted'> = {
    type: 'ChargingStarted',
    chargeId: charging.lastChargeId + 1,
    ...{ deviceId, connectorId, slotId, sessionId, by },
    tagRef: by === 'tag' && command.tagNumber !== null ? null : tagRef,
    ticketNumber: by === 'tag' ? command.tagNumber : null,
    ...{ startedAt, reportedAt, meterStartWh },
  };
  const before = charging.charges.get(
    charging.latest.get(connectorKey(deviceId, connectorId)) ?? 0,
  );
  const isLeftOpen = before?.stoppedAt === null && before.startedAt <= startedAt;
  return happened(
    ...(isLeftOpen ? [superseded(before, startedAt), ...alarmOver(state, before)] : []),
    started,
    ...(sessionId === null ? alarmUnlinked(state, command, slotId) : []),
  );
}

function superseded(charge: Charge, at: number): EventOf<'ChargingStopped'> {
  const { id: chargeId, deviceId, slotId, sessionId, meterWh, wh } = charge;
  return {
    type: 'ChargingStopped',
    ...{ chargeId, deviceId, slotId, sessionId, meterWh, wh },
    stoppedAt: at,
    reason: 'superseded',
    staysIdle: false,
  };
}

/** What the driver showed decides; without it, whoever the slot is assigned to. */
function payerOf(
  state: LotState,
  { tagNumber, tagRef, slotId }: CommandOf<'ReportChargeStart'>,
): { readonly sessionId: SessionId | null; readonly by: 'tag' | 'slot' | 'nobody' } {
  const atSlot = state.slots.get(slotId)?.sessionId ?? null;
  const byTag = sessionsOfTag(state, tagNumber, tagRef);
  // A member with two vehicles inside charges the one that stands here, if that is theirs.
  const shown = byTag.find((id) => id === atSlot) ?? byTag.at(-1);
  if (shown !== undefined) return { sessionId: shown, by: 'tag' };
  return atSlot === null ? { sessionId: null, by: 'nobody' } : { sessionId: atSlot, by: 'slot' };
}

/** The stays inside that a tag stands for, as a ticket, a booking, a pass or a member's card. */
export function sessionsOfTag(
  state: LotState,
  tagNumber: string | null,
  tagRef: string | null,
): readonly SessionId[] {
  const { byTicket, byCredential, memberships } = state;
  if (tagNumber !== null) {
    const id = byTicket.get(tagNumber) ?? byCredential.get(tagNumber);
    if (id !== undefined) return [id];
  }
  const memberId = tagRef === null ? undefined : memberships.byCard.get(tagRef);
  const member = memberId === undefined ? undefined : memberships.memberships.get(memberId);
  return member === undefined ? [] : [...member.stays.keys()];
}

function decideMeter(state: LotState, command: CommandOf<'ReportChargeMeter'>): Decision {
  const { deviceId, connectorId, meterWh, powerW, meteredAt } = command;
  const { charges, latest } = state.charging;
  const asked = command.chargeId ?? latest.get(connectorKey(deviceId, connectorId)) ?? 0;
  const charge = charges.get(asked);
  if (charge?.deviceId !== deviceId) return refused('charge-unknown', String(asked));
  if (charge.stoppedAt !== null) return NOTHING;
  if (meterWh <= charge.meterWh && powerW === charge.powerW) return NOTHING;
  const { id: chargeId, slotId, sessionId } = charge;
  return happened({
    type: 'ChargingMetered',
    ...{ chargeId, slotId, sessionId, powerW, meteredAt },
    meterWh: Math.max(meterWh, charge.meterWh),
  });
}

function decideStop(state: LotState, command: CommandOf<'ReportChargeStop'>): Decision {
  const { chargeId, deviceId, stoppedAt, reason } = command;
  const { charges, connectors, latest } = state.charging;
  const charge = charges.get(chargeId);
  if (charge?.deviceId !== deviceId) return refused('charge-unknown', String(chargeId));
  if (charge.stoppedAt !== null) return NOTHING;
  // A meter that was started anew counts from zero: what it said before still holds.
  const meterWh = Math.max(command.meterWh, charge.meterWh);
  const key = connectorKey(deviceId, charge.connectorId);
  const status = connectors.get(key)?.status;
  const isGone =
    reason === 'unplugged' ||
    latest.get(key) !== chargeId ||
    (status !== undefined && phaseWhile(status) === 'over');
  return happened({
    type: 'ChargingStopped',
    ...{ chargeId, deviceId, slotId: charge.slotId, sessionId: charge.sessionId },
    meterWh,
    wh: meterWh - charge.meterStartWh,
    stoppedAt: Math.max(stoppedAt, charge.startedAt),
    reason,
    // Who cannot charge for the charger's fault pays for no time beside it.
    staysIdle: !isGone && reason !== 'charger',
  });
}

function decideLink(state: LotState, command: CommandOf<'LinkCharge'>): Decision {
  const { chargeId, sessionId } = command;
  const charge = state.charging.charges.get(chargeId);
  if (charge === undefined) return refused('charge-unknown', String(chargeId));
  if (sessionId !== null && !state.sessions.has(sessionId))
    return refused('session-unknown', sessionId);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  if (charge.sessionId === sessionId) return NOTHING;
  const { slotId, sessionId: fromSessionId } = charge;
  return happened(
    { type: 'ChargeLinked', chargeId, slotId, sessionId, fromSessionId, reason },
    ...(sessionId === null ? [] : alarmOver(state, charge)),
  );
}

/** One alarm for a charger with a charge that nobody pays for. */
function alarmUnlinked(
  state: LotState,
  command: CommandHead & { deviceId: DeviceId },
  slotId: SlotId,
) {
  const { deviceId } = command;
  if (openAlarm(state, deviceId) !== undefined) return [];
  const { installed } = state;
  const index = installed?.slotIndex.get(slotId);
  const slot = index === undefined ? undefined : installed?.slots[index];
  const raised: LotEvent = {
    type: 'AlarmRaised',
    alarmId: `${idFrom(command, 'a')}-charge-unlinked`,
    code: 'charge-unlinked',
    deviceId,
    laneId: null,
    detail: `A vehicle charges at slot ${slot?.label ?? slotId}, and no stay pays for it`,
  };
  return [raised];
}

/** The alarm of a charger is over when its charge has found its stay, or is gone. */
function alarmOver(state: LotState, { id, deviceId, sessionId }: Charge): readonly LotEvent[] {
  const alarm = openAlarm(state, deviceId);
  if (alarm === undefined || sessionId !== null) return [];
  for (const other of state.charging.charges.values()) {
    const isLike = other.deviceId === deviceId && other.sessionId === null;
    if (isLike && other.id !== id && other.phase !== 'over') return [];
  }
  return [{ type: 'AlarmCleared', alarmId: alarm.id }];
}

function openAlarm({ alarms }: LotState, deviceId: DeviceId) {
  for (const alarm of alarms.values())
    if (alarm.code === 'charge-unlinked' && alarm.deviceId === deviceId && alarm.clearedAt === null)
      return alarm;
  return undefined;
}

function hasConnector({ installed }: LotState, deviceId: DeviceId, connectorId: number): boolean {
  const device = installed?.devices.get(deviceId);
  if (device?.driver !== 'charger-ocpp') return false;
  return device.connectors.some((one) => one.connectorId === connectorId);
}

export const chargingDeciders: Deciders<ChargingCommand> = {
  ReportConnector: decideConnector,
  ReportChargeStart: decideStart,
  ReportChargeMeter: decideMeter,
  ReportChargeStop: decideStop,
  LinkCharge: decideLink,
  OrderCharger: decideOrder,
  ReportChargerAnswer: decideOrderAnswer,
};
