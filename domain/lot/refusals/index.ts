import { CHARGING_REFUSALS } from './charging.ts';
import { FLOOR_REFUSALS } from './floor.ts';
import { GUARD_REFUSALS } from './guard.ts';
import { HISTORY_REFUSALS } from './history.ts';
import type { RefusalTable } from './kind.ts';
import { LANE_REFUSALS } from './lane.ts';
import { MEMBERSHIP_REFUSALS } from './membership.ts';
import { PAYMENT_REFUSALS } from './payment.ts';
import { PRINTING_REFUSALS } from './printing.ts';
import { REPORTING_REFUSALS } from './reporting.ts';
import { RESERVATION_REFUSALS } from './reservation.ts';
import { STATEMENT_REFUSALS } from './statement.ts';
import { TARIFF_REFUSALS } from './tariff.ts';
import { VALIDATION_REFUSALS } from './validation.ts';
import { ZONE_REFUSALS } from './zone.ts';

/** Every reason why a vehicle, a ticket or a command is turned away, one table for each area. */
const TABLES = {
  ...FLOOR_REFUSALS,
  ...LANE_REFUSALS,
  ...PAYMENT_REFUSALS,
  ...RESERVATION_REFUSALS,
  ...MEMBERSHIP_REFUSALS,
  ...VALIDATION_REFUSALS,
  ...PRINTING_REFUSALS,
  ...REPORTING_REFUSALS,
  ...HISTORY_REFUSALS,
  ...STATEMENT_REFUSALS,
  ...GUARD_REFUSALS,
  ...TARIFF_REFUSALS,
  ...CHARGING_REFUSALS,
  ...ZONE_REFUSALS,
};

export type RefusalCode = keyof typeof TABLES;
export const REFUSALS: RefusalTable<RefusalCode> = TABLES;
export const REFUSAL_CODES = Object.keys(TABLES) as readonly RefusalCode[];
