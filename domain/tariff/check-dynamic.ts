import type { ProblemList } from '../facility/lot-file-problem.ts';
import type { Tariff } from './tariff-file.ts';
import { overlapOf } from './week-cover.ts';

/** Thresholds in order, floors under ceilings, peaks that do not overlap. */
export function checkDynamic({ dynamic }: Tariff, to: ProblemList, under: string): void {
  if (dynamic === undefined) return;
  const at = `${under}dynamic`;
  if (dynamic.kind === 'step') {
    const { floorMinor, ceilingMinor, startMinorPerHour, upAtPct, downBelowPct } = dynamic;
    if (floorMinor > ceilingMinor)
      to.add(`${at}.floorMinor`, `at most the ceiling ${ceilingMinor}`, String(floorMinor));
    if (startMinorPerHour < floorMinor || startMinorPerHour > ceilingMinor)
      to.add(
        `${at}.startMinorPerHour`,
        `a rate from ${floorMinor} to ${ceilingMinor}`,
        String(startMinorPerHour),
      );
    if (downBelowPct > upAtPct)
      to.add(`${at}.downBelowPct`, `at most ${upAtPct}, where it goes up`, String(downBelowPct));
    return;
  }
  const { bands, floorPercent, ceilingPercent, peaks = [] } = dynamic;
  if (floorPercent > ceilingPercent)
    to.add(`${at}.floorPercent`, `at most the ceiling ${ceilingPercent}`, String(floorPercent));
  bands.forEach(({ fromPct }, index) => {
    const before = bands[index - 1];
    if (before === undefined) {
      if (fromPct !== 0)
        to.add(`${at}.bands[0].fromPct`, '0, so that every occupancy has a band', String(fromPct));
    } else if (fromPct <= before.fromPct)
      to.add(`${at}.bands[${index}].fromPct`, `more than ${before.fromPct}`, String(fromPct));
  });
  const overlap = overlapOf(peaks);
  if (overlap !== null)
    to.add(`${at}.peaks[${overlap.second}]`, 'a window beside the others', overlap.text);
}
