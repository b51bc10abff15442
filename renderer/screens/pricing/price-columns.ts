import type { PriceChangeRow } from '#domain/contract/lot-tariffs.ts';
import type { DataColumn } from '../../components/DataGrid.tsx';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';
import { causeText, priceText } from './price-words.ts';

const { columns, held } = t.tariffs.pricing;

const sortOf = (price: PriceChangeRow['to']) =>
  price === null ? null : (price.rateMinorPerHour ?? price.percent);

/** The changes of a price with the figures that caused them. */
export function priceColumns(format: Format): DataColumn<PriceChangeRow>[] {
  const pct = (value: number) => format.percent(value / 100);
  return [
    {
      id: 'at',
      title: columns.at,
      value: ({ at }) => at,
      text: ({ at }) => format.dateTime(at),
      width: 144,
    },
    {
      id: 'price',
      title: columns.price,
      value: ({ to }) => sortOf(to),
      text: ({ to }) => priceText(to, format),
      width: 168,
    },
    {
      id: 'from',
      title: columns.from,
      value: ({ from }) => sortOf(from),
      text: ({ from }) => priceText(from, format),
      width: 168,
    },
    {
      id: 'occupancy',
      title: columns.occupancy,
      value: ({ occupancyPct }) => occupancyPct,
      text: ({ occupancyPct }) => pct(occupancyPct),
      width: 120,
      align: 'right',
    },
    {
      id: 'inside',
      title: columns.inside,
      value: ({ inside }) => inside,
      text: ({ inside, capacity }) => `${format.number(inside)} / ${format.number(capacity)}`,
      width: 112,
      align: 'right',
    },
    { id: 'cause', title: columns.cause, value: causeText, width: 160 },
    {
      id: 'threshold',
      title: columns.threshold,
      value: ({ figures }) => figures?.thresholdPct ?? null,
      text: ({ figures }) => (figures === null ? '' : pct(figures.thresholdPct)),
      width: 112,
      align: 'right',
    },
    {
      id: 'held',
      title: columns.held,
      value: ({ figures }) => (figures === null || figures.held === null ? '' : held[figures.held]),
      width: 96,
    },
    { id: 'why', title: columns.why, value: ({ why }) => why },
  ];
}
