import { expect, it } from 'vitest';
import { soak } from './soak.ts';

/** `npm run soak` does the same for minutes. */
it.each(['mosquitto', 'embedded'] as const)(
  'a short soak on %s: whatever fails, all that was acknowledged is there and others go on',
  async (broker) => {
    const seed = Date.now() % 1_000_000;
    console.log(`soak on ${broker}: seed ${seed}`);
    const report = await soak({
      broker,
      seed,
      slots: 500,
      rate: 1_000,
      retained: 50_000,
      lastsMs: 1,
      mischiefMs: 500,
      say: () => undefined,
    });
    expect(report.complaints).toEqual([]);
    expect(report.mischief.size).toBe(10);
    // A soak in which nothing went on would prove nothing.
    expect(report.load.sent).toBeGreaterThan(2_000);
    expect(report.load.changes).toBeGreaterThan(20);
    for (const count of [report.witness.tickets.length, report.witness.exits, report.witness.vends])
      expect(count).toBeGreaterThan(5);
    expect(report.witness.reads).toBeGreaterThan(5);
  },
  240_000,
);
