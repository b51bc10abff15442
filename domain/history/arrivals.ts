import { HOUR_MS, type Instant, MINUTE_MS } from '../kernel/instant.ts';
import { zonedHour } from '../kernel/zoned.ts';
import { drawPlate } from '../traffic/plates.ts';
import { type ArrivalProfile, busiestArrivals, createUsual } from '../traffic/profile.ts';
import { drawPlan } from '../traffic/vehicle-plan.ts';
import type { Process } from './agenda.ts';
import type { Season } from './season.ts';
import type { Visitor } from './stay.ts';
import { visit } from './visit.ts';
import { happens, isEnding, type World, waitFor } from './world.ts';

/** The busiest days of the year draw this much more than the profile, at the most. */
const FACTOR_MAX = 2;
/** People who come again and again, for each slot of the lot. */
const REGULARS_PER_SLOT = 4;
const REGULAR_SHARE = 0.4;
/** Longest first thing in the morning, when people come to work; short in the evening. */
const STAY_BY_HOUR = { before10: 1.25, before16: 0.95, after: 0.7 } as const;

/** Vehicles that come by no other right than a ticket, as the profile and the season have it. */
export function* transients(
  world: World,
  about: { readonly profile: ArrivalProfile; readonly season: Season; readonly busyness: number },
): Process {
  const { lot, agenda, random } = world;
  const { profile, season, busyness } = about;
  const { slots, timeZone } = lot.lot;
  const usualAt = createUsual(profile, timeZone);
  const perHourMax = busiestArrivals(profile) * slots.length * FACTOR_MAX;
  const regulars = Array.from({ length: slots.length * REGULARS_PER_SLOT }, () =>
    drawPlate(random),
  );
  for (;;) {
    yield waitFor(world, HOUR_MS / perHourMax);
    if (isEnding(world)) return;
    const { at } = lot;
    const perHour = usualAt(at).arrivalsPerSlotHour * slots.length;
    const factor = Math.min(FACTOR_MAX, season.factorAt(at) * busyness);
    if (!happens(world, (perHour * factor) / perHourMax)) continue;
    agenda.start(at, visit(world, drawVisitor(world, profile.meanStayHours, at, regulars)));
  }
}

function drawVisitor(
  world: World,
  meanStayHours: number,
  at: Instant,
  regulars: readonly string[],
): Visitor {
  const { lot, random } = world;
  const { hour } = zonedHour(at, lot.lot.timeZone);
  const { before10, before16, after } = STAY_BY_HOUR;
  const share = hour < 10 ? before10 : hour < 16 ? before16 : after;
  const plan = drawPlan(random, meanStayHours * share);
  // Each regular has one vehicle, which the plate says.
  const isRegular = plan.needs.vehicleClass === 'car' && happens(world, REGULAR_SHARE);
  const drawn = isRegular ? regulars[Math.floor(random() * regulars.length)] : undefined;
  // Mostly nobody comes while their vehicle is inside; the few others are copies, or were misread.
  const isInside = drawn !== undefined && lot.state.byPlate.has(lot.refOf(drawn));
  const plate = isInside && !happens(world, 0.02) ? undefined : drawn;
  const { entryBy, stayMs, ...rest } = plan;
  return {
    ...rest,
    plate: plate ?? plan.plate,
    entryBy: entryBy === 'plate' ? 'plate' : 'button',
    stayMs: Math.max(MINUTE_MS, stayMs),
  };
}
