import type { TariffVersionRow } from '#domain/contract/lot-tariffs.ts';
import type { DataColumn } from '../../components/DataGrid.tsx';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';

const { columns, always, open, fromLotFile } = t.tariffs.list;

export function versionColumns(format: Format): DataColumn<TariffVersionRow>[] {
  const until = ({ state, endsAt }: TariffVersionRow) =>
    endsAt === null ? (state === 'withdrawn' ? '' : open) : format.dateTime(endsAt);
  return [
    { id: 'version', title: columns.version, value: ({ version }) => version, width: 72 },
    { id: 'name', title: columns.name, value: ({ name }) => name },
    {
      id: 'state',
      title: columns.state,
      value: ({ state }) => t.tariffs.states[state],
      width: 112,
    },
    {
      id: 'from',
      title: columns.from,
      value: ({ effectiveAt }) => effectiveAt,
      text: ({ effectiveAt }) => (effectiveAt === null ? always : format.dateTime(effectiveAt)),
      width: 144,
    },
    { id: 'until', title: columns.until, value: ({ endsAt }) => endsAt, text: until, width: 144 },
    {
      id: 'inside',
      title: columns.inside,
      value: ({ inside }) => inside,
      text: ({ inside }) => format.number(inside),
      width: 96,
      align: 'right',
    },
    {
      id: 'by',
      title: columns.by,
      value: ({ publishedBy }) => publishedBy ?? fromLotFile,
      width: 144,
    },
    { id: 'note', title: columns.note, value: ({ note }) => note },
  ];
}
