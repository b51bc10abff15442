import { sameCharge } from '#domain/charging/book.ts';
import type { DeviceId, TicketNumber } from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { CommandBody } from '#domain/lot/command.ts';
import { sessionsOfTag } from '#domain/lot/decide/charging.ts';
import { type MembershipStanding, standingAt } from '#domain/membership/standing.ts';
import { parseTicketNumber } from '#domain/ticket/number.ts';
import type { ChargerInput, TagVerdict } from '../drivers/charger-words.ts';
import type { FieldInput } from '../drivers/driver.ts';
import type { LotUnit } from './lot-unit.ts';

/** A charger's word as the lot's command. */
export function chargerCommand(
  unit: LotUnit,
  deviceId: DeviceId,
  input: Exclude<ChargerInput, { kind: 'tag' }>,
): CommandBody {
  switch (input.kind) {
    case 'connector': {
      const { kind: _, ...said } = input;
      return { type: 'ReportConnector', deviceId, ...said };
    }
    case 'charge-start': {
      const { connectorId, slotId, tag, meterWh, startedAt, reportedAt } = input;
      return {
        type: 'ReportChargeStart',
        ...{ deviceId, connectorId, slotId, startedAt, reportedAt },
        ...readTag(unit, tag),
        meterStartWh: meterWh,
      };
    }
    case 'charge-meter': {
      const { kind: _, ...said } = input;
      return { type: 'ReportChargeMeter', deviceId, ...said };
    }
    case 'charge-stop': {
      const { chargeId, meterWh, stoppedAt, reason } = input;
      return { type: 'ReportChargeStop', deviceId, chargeId, meterWh, stoppedAt, reason };
    }
    case 'order-answer': {
      const { orderId, accepted, detail } = input;
      return { type: 'ReportChargerAnswer', deviceId, orderId, accepted, detail };
    }
  }
}

/** Tells a charger what became of its word. `taken`: the lot has decided on it, and it is in the books. */
export function answerCharger(
  unit: LotUnit,
  deviceId: DeviceId,
  input: FieldInput,
  taken: boolean,
  at: Instant,
): void {
  if (input.kind === 'charge-stop') input.answer(taken);
  if (input.kind !== 'charge-start') return;
  const { connectorId, reportedAt, meterWh: meterStartWh, tag, answer } = input;
  const told = { deviceId, connectorId, reportedAt, meterStartWh };
  const charge = taken ? sameCharge(unit.state.charging, told) : null;
  answer(
    charge === null ? null : { chargeId: charge.id, verdict: tagVerdict(unit, deviceId, tag, at) },
  );
}

const GOOD_STANDINGS: ReadonlySet<MembershipStanding> = new Set(['active', 'grace']);

/** Whether a card may charge here. A charger that serves anybody turns nobody away. */
export function tagVerdict(
  unit: LotUnit,
  deviceId: DeviceId,
  tag: string,
  at: Instant,
): TagVerdict {
  const device = unit.state.installed?.devices.get(deviceId);
  if (device?.driver !== 'charger-ocpp') return 'Invalid';
  if (device.tags === 'any') return 'Accepted';
  const { tagNumber, tagRef } = readTag(unit, tag);
  if (sessionsOfTag(unit.state, tagNumber, tagRef).length > 0) return 'Accepted';
  const { memberships } = unit.state;
  const memberId = tagRef === null ? undefined : memberships.byCard.get(tagRef);
  const member = memberId === undefined ? undefined : memberships.memberships.get(memberId);
  const plan = member === undefined ? undefined : memberships.plans.get(member.planId);
  if (member === undefined || plan === undefined) return 'Invalid';
  return GOOD_STANDINGS.has(standingAt(member, plan, at)) ? 'Accepted' : 'Blocked';
}

/** What a tag may be: the number of a ticket, a booking or a pass, or the id of a card. */
function readTag(
  unit: LotUnit,
  tag: string,
): { readonly tagNumber: TicketNumber | null; readonly tagRef: string | null } {
  if (tag === '') return { tagNumber: null, tagRef: null };
  const number = parseTicketNumber(tag);
  return { tagNumber: number.ok ? number.value : null, tagRef: unit.refOfText('card', tag) };
}
