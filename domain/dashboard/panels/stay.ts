import { dwellSection } from '../../reports/builders/traffic.ts';
import { trafficWords } from '../../reports/builders/traffic-words.ts';
import { stayFigures } from '../../reports/stay-figures.ts';
import type { DashboardFigure, DashboardPanel } from '../dashboard.ts';
import { type Frame, spanOf } from '../frame.ts';
import { dashboardWords as words } from '../words.ts';

/** How long vehicles stayed. Lengths are kept by the day, so whole days are compared. */
export async function stayPanel({ source, scope }: Frame): Promise<DashboardPanel> {
  const { period, compareWith } = scope;
  const stays = stayFigures(await source.facts('stays', spanOf(period), 'all'));
  const before =
    compareWith === null
      ? null
      : stayFigures(await source.facts('stays', spanOf(compareWith), 'all'));
  const drill = { list: 'sessions', by: 'exit', ...spanOf(period) } as const;
  const figure = (
    id: string,
    label: string,
    of: (figures: typeof stays) => number | null,
  ): DashboardFigure => ({
    id,
    label,
    kind: 'duration',
    value: of(stays),
    ...(before !== null && { before: of(before) }),
    drill,
  });
  return {
    id: 'stay',
    report: 'traffic',
    figures: [
      figure('mean-stay', trafficWords.meanStay, ({ meanMs }) => meanMs),
      figure('median-stay', trafficWords.median, (of) => of.percentileMs(0.5)),
    ],
    section: { ...dwellSection(stays, period), id: 'stay', title: words.stayTitle },
  };
}
