import { HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import { zonedDay, zonedMinute } from '../kernel/zoned.ts';
import { expectedCashMinor } from '../shift/shift.ts';
import type { Process } from './agenda.ts';
import type { User } from './desk.ts';
import { between, happens, isEnding, oneOf, type World, waitFor } from './world.ts';

const CLERKS = ['attendant', 'asha', 'ravi'].map(
  (name): User => ({ kind: 'user', name, role: 'attendant' }),
);
/** Who begins when, in hours of the lot's day, and for how long; the third has the weekend's mornings. */
const EARLY = { fromHour: 6, hours: 8 };
const LATE = { fromHour: 14, hours: 8 };
const FLOAT_MINOR = 200_000;
/** What the drawer holds when a clerk takes some of it to the safe. */
const DROP_ABOVE_MINOR = 1_500_000;
const DIFFERENCES_MINOR = [-10_000, -5_000, -2_000, -1_000, 1_000, 2_000, 5_000];

/** The shifts of every day, begun and closed by those who work them. */
export function* shifts(world: World): Process {
  const { lot, agenda } = world;
  const { timeZone } = lot.lot;
  for (;;) {
    const day = zonedDay(lot.at, timeZone);
    const weekday = new Date(`${day.day}T00:00:00Z`).getUTCDay();
    const isWeekend = weekday === 0 || weekday === 6;
    const early = CLERKS[isWeekend ? 2 : 0];
    const late = CLERKS[1];
    for (const [clerk, { fromHour, hours }] of [
      [early, EARLY],
      [late, LATE],
    ] as const) {
      const at = zonedMinute(day, fromHour * 60, timeZone) + between(world, -8, 4) * MINUTE_MS;
      if (clerk !== undefined && at >= lot.at) agenda.start(at, shift(world, clerk, hours));
    }
    yield day.endsAt - lot.at;
  }
}

function* shift(world: World, clerk: User, hours: number): Process {
  const { lot, staff } = world;
  if (lot.tell({ type: 'OpenShift', floatMinor: FLOAT_MINOR }, clerk) === null) return;
  staff.begin(clerk);
  const overtimeMs = Math.round(between(world, 0, 20) * MINUTE_MS);
  const endsAt = lot.at + hours * HOUR_MS + overtimeMs;
  while (lot.at < endsAt) {
    yield Math.min(waitFor(world, 2 * HOUR_MS), endsAt - lot.at);
    const held = drawerOf(world, clerk);
    if (lot.at < endsAt && held > DROP_ABOVE_MINOR)
      lot.tell(
        { type: 'MoveCash', move: 'drop', amountMinor: 1_000_000, reason: 'To the safe' },
        clerk,
      );
  }
  if (!isEnding(world)) closeShift(world, clerk);
}

/** Cash-up: mostly what is expected, sometimes a little more or less, and then with a word why. */
function closeShift(world: World, clerk: User): void {
  const { lot, staff } = world;
  const expected = drawerOf(world, clerk);
  const difference = happens(world, 0.15) ? (oneOf(world, DIFFERENCES_MINOR) ?? 0) : 0;
  const countedMinor = Math.max(0, expected + difference);
  const reason = difference === 0 ? '' : 'Counted twice';
  lot.tell({ type: 'CloseShift', shiftId: null, countedMinor, pieces: [], reason }, clerk);
  staff.end(clerk);
}

/** Whoever is still at a till closes it. */
export function closeAllShifts(world: World): void {
  for (const clerk of CLERKS)
    if (world.lot.state.shifts.byClerk.has(clerk.name)) closeShift(world, clerk);
}

function drawerOf({ lot }: World, clerk: User): number {
  const { byClerk, open } = lot.state.shifts;
  const held = open.get(byClerk.get(clerk.name) ?? '');
  return held === undefined ? 0 : expectedCashMinor(held);
}
