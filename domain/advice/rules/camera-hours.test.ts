import { describe, expect, it } from 'vitest';
import { at, DAYS, type HandFact, handMade, SCOPE, said } from '../hand-made.testing.ts';
import { cameraHours } from './camera-hours.ts';

/** So many reads of every day's hour, of which some are unsure. */
function reads(hour: number, sure: number, unsure: number, lane = 'in'): readonly HandFact[] {
  const dims = { camera: 'cam-2', lane };
  return DAYS.flatMap((day): HandFact[] => [
    { measure: 'reads', at: at(day, hour, 5), dims: { ...dims, band: 'sure' }, count: sure },
    { measure: 'reads', at: at(day, hour, 5), dims: { ...dims, band: 'unsure' }, count: unsure },
  ]);
}

const sentences = async (facts: readonly HandFact[]) =>
  (await cameraHours(handMade({ facts }), SCOPE)).advice.map(said);

describe('a camera that reads worse at some hours', () => {
  it('is said from when on, where it lasts for the rest of the day', async () => {
    const facts = [
      ...reads(9, 20, 0),
      ...reads(12, 20, 0),
      ...reads(17, 11, 2),
      ...reads(19, 11, 1),
    ];
    expect(await sentences(facts)).toEqual(['Entry’s camera reads 12% worse after 17:00.']);
  });

  it('is said from when to when, where it becomes better again', async () => {
    const facts = [...reads(7, 8, 3), ...reads(8, 8, 3), ...reads(12, 20, 1), ...reads(20, 20, 1)];
    expect(await sentences(facts)).toEqual(['Entry’s camera reads 24% worse from 07:00 to 09:00.']);
  });

  it('is said over midnight', async () => {
    const facts = [...reads(22, 8, 4), ...reads(23, 8, 4), ...reads(0, 8, 4), ...reads(12, 40, 1)];
    expect(await sentences(facts)).toEqual(['Entry’s camera reads 32% worse from 22:00 to 01:00.']);
  });

  it('goes on into hours that are less bad, and past those that hardly say anything', async () => {
    const facts = [
      ...reads(9, 20, 0.5),
      ...reads(17, 6, 1),
      ...reads(18, 1.6, 0.1),
      ...reads(20, 0.1, 0),
    ];
    expect(await sentences(facts)).toEqual(['Entry’s camera reads 10% worse after 17:00.']);
  });

  it('holds the counts of every hour, and how sure it is', async () => {
    const facts = [...reads(9, 20, 0), ...reads(17, 22, 3)];
    const [one] = (await cameraHours(handMade({ facts }), SCOPE)).advice;
    expect(one?.figures.rows).toEqual([
      ['09:00', 560, 560, 1],
      ['17:00', 700, 616, 0.88],
    ]);
    expect(one?.figures.note).toContain('8.5 standard errors');
    // As many fewer as the evening would have read like the morning.
    expect(one?.drivers).toBe(84);
  });

  it.each([
    ['it reads alike', [...reads(9, 20, 1), ...reads(17, 20, 1)]],
    ['the drop is small', [...reads(9, 200, 4), ...reads(17, 200, 12)]],
    ['it is chance', [...reads(9, 4, 0), ...reads(17, 4, 0.5)]],
  ])('is not said where %s', async (_, facts) => {
    expect(await sentences(facts)).toEqual([]);
  });

  it('needs 200 reads of one camera', async () => {
    const source = handMade({ facts: reads(9, 3, 1) });
    expect(await cameraHours(source, SCOPE)).toEqual({
      advice: [],
      lack: { of: 'reads', needs: 200, has: 112 },
    });
  });
});
