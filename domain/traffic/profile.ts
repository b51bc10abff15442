import { z } from 'zod';
import type { Instant } from '../kernel/instant.ts';
import { type ZonedHour, zonedDay, zonedHour } from '../kernel/zoned.ts';

const hours = z.array(z.number().min(0)).length(24);
const daySchema = z.object({ occupancy: hours, arrivals: hours, departures: hours });

/** `resources/arrival-profile.json`; its own fields say where it comes from and what is assumed. */
const profileSchema = z.object({
  format: z.literal('gatehouse-arrival-profile'),
  version: z.literal(1),
  meanStayHours: z.number().positive(),
  days: z.object({
    sunday: daySchema,
    monday: daySchema,
    tuesday: daySchema,
    wednesday: daySchema,
    thursday: daySchema,
    friday: daySchema,
    saturday: daySchema,
  }),
});
export type ArrivalProfile = z.infer<typeof profileSchema>;

const WEEKDAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;

/** A profile from the JSON of its file. Throws with the path of the first field that is not as it should be. */
export function parseProfile(json: unknown): ArrivalProfile {
  return profileSchema.parse(json);
}

/** What is usual at an instant, by the wall clock of the lot. */
export interface Usual {
  /** Share of the slots that are taken, 0 to 1. */
  readonly fill: number;
  /** Vehicles an hour for each slot of the lot. */
  readonly arrivalsPerSlotHour: number;
}

/**
 * Makes what looks an instant up; the fill moves in a straight line from one full hour to the next.
 * Remembers the last hour: asking the time zone is slow, and lot time moves on in small steps.
 */
export function createUsual(profile: ArrivalProfile, timeZone: string): (at: Instant) => Usual {
  let known: { readonly shape: ReturnType<typeof hourShape>; readonly span: ZonedHour } | null =
    null;
  return (at) => {
    if (known === null || at < known.span.startsAt || at >= known.span.endsAt) {
      const span = zonedHour(at, timeZone);
      known = { span, shape: hourShape(profile, zonedDay(at, timeZone).day, span.hour) };
    }
    const { shape, span } = known;
    const share = (at - span.startsAt) / (span.endsAt - span.startsAt);
    return {
      fill: shape.from + (shape.to - shape.from) * share,
      arrivalsPerSlotHour: shape.arrivals,
    };
  };
}

function hourShape(profile: ArrivalProfile, day: string, hour: number) {
  const weekday = WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'monday';
  const { occupancy, arrivals } = profile.days[weekday];
  const from = occupancy[hour] ?? 0;
  return { from, to: occupancy[(hour + 1) % 24] ?? from, arrivals: arrivals[hour] ?? 0 };
}

/** The highest number of arrivals per slot and hour in the whole week. */
export function busiestArrivals(profile: ArrivalProfile): number {
  return Math.max(...WEEKDAYS.flatMap((weekday) => profile.days[weekday].arrivals));
}
