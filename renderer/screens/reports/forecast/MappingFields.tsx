import { Select } from '@mantine/core';
import type { ImportPreview } from '#domain/contract/history-imports.ts';
import { DATE_ORDERS, type Mapping } from '#domain/history/mapping.ts';
import {
  columnChoices,
  columnOf,
  columnValue,
  NO_COLUMN,
} from '../../../components/csv-import/columns.ts';
import { MappingFrame } from '../../../components/csv-import/MappingFrame.tsx';
import { NameChoices } from '../../../components/csv-import/NameChoices.tsx';
import { t } from '../../../strings/index.ts';

const words = t.historyImport;

interface Props {
  readonly preview: ImportPreview;
  readonly isDisabled: boolean;
  readonly onChange: (mapping: Mapping) => void;
}

/** Which column says what. */
export function MappingFields({ preview, isDisabled, onChange }: Props) {
  const { mapping, series, names } = preview;
  const change = (part: Partial<Mapping>) => onChange({ ...mapping, ...part });
  const parts = series.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <MappingFrame
      hasHeader={mapping.hasHeader}
      isDisabled={isDisabled}
      onHeader={(hasHeader) => change({ hasHeader })}
      fields={<ColumnFields {...{ preview, isDisabled, change, parts }} />}
    >
      {mapping.series !== null && (
        <NameChoices
          label={words.mapNames}
          names={names}
          choices={[{ value: NO_COLUMN, label: words.leaveOut }, ...parts]}
          choiceOf={(name) => mapping.names[name] ?? NO_COLUMN}
          isDisabled={isDisabled}
          onChange={(name, value) => {
            const { [name]: _, ...others } = mapping.names;
            change({ names: value === NO_COLUMN ? others : { ...others, [name]: value } });
          }}
        />
      )}
    </MappingFrame>
  );
}

function ColumnFields({
  preview: { mapping, header },
  isDisabled,
  change,
  parts,
}: Pick<Props, 'preview' | 'isDisabled'> & {
  readonly change: (part: Partial<Mapping>) => void;
  readonly parts: { readonly value: string; readonly label: string }[];
}) {
  const columns = columnChoices(header);
  const orNone = (label: string) => [{ value: NO_COLUMN, label }, ...columns];
  const common = { data: columns, allowDeselect: false, disabled: isDisabled };
  return (
    <>
      <Select
        {...common}
        label={words.mapTime}
        value={String(mapping.time)}
        onChange={(value) => change({ time: Number(value) })}
      />
      <Select
        {...common}
        label={words.mapOccupancy}
        value={String(mapping.occupancy)}
        onChange={(value) => change({ occupancy: Number(value) })}
      />
      <Select
        {...common}
        label={words.mapCapacity}
        data={orNone(words.mapCapacityNone)}
        value={columnValue(mapping.capacity)}
        onChange={(value) => change({ capacity: columnOf(value) })}
      />
      <Select
        {...common}
        label={words.mapSeries}
        data={orNone(words.mapSeriesNone)}
        value={columnValue(mapping.series)}
        onChange={(value) => change({ series: columnOf(value), names: {} })}
      />
      <Select
        {...common}
        label={t.csvImport.dateOrder}
        data={DATE_ORDERS.map((value) => ({ value, label: t.csvImport.dateOrders[value] }))}
        value={mapping.dateOrder}
        onChange={(value) =>
          change({ dateOrder: DATE_ORDERS.find((order) => order === value) ?? 'dmy' })
        }
      />
      {mapping.series === null && (
        <Select
          {...common}
          label={words.mapInto}
          data={parts}
          value={mapping.into}
          onChange={(into) => change({ into: into ?? 'lot' })}
        />
      )}
    </>
  );
}
