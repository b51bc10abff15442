import { readFileSync } from 'node:fs';
import type { Reading } from '#domain/forecast/clean.ts';
import { DAY_MS } from '#domain/kernel/instant.ts';
import { localInstant } from '#domain/kernel/zoned.ts';
import { resourcePath } from '#station/resources.ts';

export const BIRMINGHAM_ZONE = 'Europe/London';
/** The day after the last one. */
const ENDS_AT = Date.UTC(2016, 11, 20);
/** What the error is stated of: nothing of it has had a part in how the model came about. */
export const LAST_THREE_WEEKS = { fromAt: ENDS_AT - 21 * DAY_MS, untilAt: ENDS_AT };

export interface CarPark {
  readonly name: string;
  readonly capacity: number;
  readonly readings: readonly Reading[];
}

/** The six car parks as they were published, dirt and all; see the head of the file. */
export function birminghamCarParks(): readonly CarPark[] {
  const text = readFileSync(resourcePath('history/birmingham-occupancy.txt'), 'utf8');
  const parks = new Map<string, { capacity: number; readings: Reading[] }>();
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [name = '', capacity, day, readings = ''] = line.split(',');
    const park = parks.get(name) ?? { capacity: Number(capacity), readings: [] };
    parks.set(name, park);
    for (const reading of readings.split(' ')) {
      const [time, inside] = reading.split('=');
      const at = localInstant(`${day}T${time}`, BIRMINGHAM_ZONE);
      if (at === null) throw new Error(`no instant: ${day} ${time}`);
      park.readings.push({ at, inside: Number(inside) });
    }
  }
  return [...parks].map(([name, park]) => ({ name, ...park }));
}
