import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import { RecentShare } from './recent-share.ts';

const START = 1_800_000_000_000;

describe('the counts of the last hour', () => {
  it('forget what is older, step by step', () => {
    const share = new RecentShare();
    share.count('inputs', START);
    share.count('drops', START + 30 * MINUTE_MS);
    expect(share.counts(START + 50 * MINUTE_MS)).toEqual({ inputs: 1, drops: 1 });
    expect(share.counts(START + 65 * MINUTE_MS)).toEqual({ inputs: 0, drops: 1 });
    expect(share.counts(START + 95 * MINUTE_MS)).toEqual({ inputs: 0, drops: 0 });
  });

  it('survive a silence of days, and a clock that was set back', () => {
    const share = new RecentShare();
    share.count('inputs', START);
    share.count('inputs', START + 48 * HOUR_MS);
    expect(share.counts(START + 48 * HOUR_MS)).toEqual({ inputs: 1, drops: 0 });
    share.count('drops', START);
    expect(share.counts(START + 48 * HOUR_MS)).toEqual({ inputs: 1, drops: 1 });
  });
});
