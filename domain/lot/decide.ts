import type { Command, CommandBody, CommandOf } from './command.ts';
import { alarmDeciders } from './decide/alarm.ts';
import { chargingDeciders } from './decide/charging.ts';
import { entryDeciders } from './decide/entry.ts';
import { exitDeciders } from './decide/exit.ts';
import { facilityDeciders } from './decide/facility.ts';
import { gateDeciders } from './decide/gate.ts';
import { handDeciders } from './decide/gate-by-hand.ts';
import { guardDeciders } from './decide/guard.ts';
import { historyDeciders } from './decide/history.ts';
import { laneTroubleDeciders } from './decide/lane-trouble.ts';
import { membershipDeciders } from './decide/membership.ts';
import { offlineDeciders } from './decide/offline.ts';
import { paymentDeciders } from './decide/payment.ts';
import { printingDeciders } from './decide/printing.ts';
import { readDeciders } from './decide/read.ts';
import { reportingDeciders } from './decide/reporting.ts';
import { reservationDeciders } from './decide/reservation.ts';
import { sensorDeciders } from './decide/sensor.ts';
import { sessionDeciders } from './decide/session.ts';
import { shiftDeciders } from './decide/shift.ts';
import { slotDeciders } from './decide/slot.ts';
import { statementDeciders } from './decide/statement.ts';
import { tariffDeciders } from './decide/tariff.ts';
import { tickDeciders } from './decide/tick.ts';
import { unreadDeciders } from './decide/unread.ts';
import { validationDeciders } from './decide/validation.ts';
import { zoneDeciders } from './decide/zone.ts';
import type { Decider, Deciders } from './deciders.ts';
import type { Decision } from './decision.ts';
import type { LotState } from './state.ts';

/** Who decides on which command: one table for each area. */
const DECIDERS: Deciders<CommandBody> = {
  ...facilityDeciders,
  ...gateDeciders,
  ...handDeciders,
  ...readDeciders,
  ...unreadDeciders,
  ...entryDeciders,
  ...exitDeciders,
  ...sessionDeciders,
  ...slotDeciders,
  ...alarmDeciders,
  ...chargingDeciders,
  ...paymentDeciders,
  ...shiftDeciders,
  ...reservationDeciders,
  ...membershipDeciders,
  ...validationDeciders,
  ...reportingDeciders,
  ...historyDeciders,
  ...statementDeciders,
  ...guardDeciders,
  ...laneTroubleDeciders,
  ...offlineDeciders,
  ...printingDeciders,
  ...tariffDeciders,
  ...tickDeciders,
  ...zoneDeciders,
  ...sensorDeciders,
};

/**
 * What a command comes to. Pure: reads the state, changes nothing; time, ids and who is asking arrive
 * inside the command. A refusal is a value, never an exception.
 */
export function decide(state: LotState, command: Command): Decision {
  // The table pairs each type with its decider; looking one up loses the pairing.
  const decider = DECIDERS[command.type] as Decider<CommandOf<CommandBody['type']>>;
  return decider(state, command);
}
