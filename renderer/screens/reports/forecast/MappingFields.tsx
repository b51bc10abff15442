import { Checkbox, Select } from '@mantine/core';
import type { ImportPreview } from '#domain/contract/history-imports.ts';
import { DATE_ORDERS, type Mapping } from '#domain/history/mapping.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { t } from '../../../strings/index.ts';
import classes from './forecast.module.css';

const words = t.historyImport;
const NONE = '';

interface Props {
  readonly preview: ImportPreview;
  readonly isDisabled: boolean;
  readonly onChange: (mapping: Mapping) => void;
}

/** Which column says what. */
export function MappingFields({ preview, isDisabled, onChange }: Props) {
  const { mapping, header, series, names } = preview;
  const columns = header.map((name, index) => ({
    value: String(index),
    label: name === '' ? String(index + 1) : name,
  }));
  const change = (part: Partial<Mapping>) => onChange({ ...mapping, ...part });
  const orNone = (label: string) => [{ value: NONE, label }, ...columns];
  const parts = series.map(({ id, name }) => ({ value: id, label: name }));
  const common = { data: columns, allowDeselect: false, disabled: isDisabled };
  return (
    <fieldset className={classes.mapping}>
      <legend>{words.map}</legend>
      <div className={classes.fields}>
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
          label={words.dateOrder}
          data={DATE_ORDERS.map((value) => ({ value, label: words.dateOrders[value] }))}
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
      </div>
      <Checkbox
        mt="xs"
        label={words.hasHeader}
        checked={mapping.hasHeader}
        disabled={isDisabled}
        onChange={({ currentTarget }) => change({ hasHeader: currentTarget.checked })}
      />
      {mapping.series !== null && (
        <NameFields
          names={names}
          mapping={mapping}
          parts={[{ value: NONE, label: words.leaveOut }, ...parts]}
          isDisabled={isDisabled}
          onChange={(found) => change({ names: found })}
        />
      )}
    </fieldset>
  );
}

/** What each name of the file stands for in this lot. */
function NameFields({
  names,
  mapping,
  parts,
  isDisabled,
  onChange,
}: {
  readonly names: ImportPreview['names'];
  readonly mapping: Mapping;
  readonly parts: { readonly value: string; readonly label: string }[];
  readonly isDisabled: boolean;
  readonly onChange: (names: Mapping['names']) => void;
}) {
  const format = useFormat();
  return (
    <section className={classes.names} aria-label={words.mapNames}>
      {names.flatMap(({ name, rows }) => [
        <span key={`${name} name`}>{name}</span>,
        <span key={`${name} rows`}>{words.nameRows(format.number(rows))}</span>,
        <Select
          key={`${name} part`}
          aria-label={name}
          data={parts}
          allowDeselect={false}
          disabled={isDisabled}
          value={mapping.names[name] ?? NONE}
          onChange={(value) => {
            const { [name]: _, ...others } = mapping.names;
            onChange(value === null || value === NONE ? others : { ...others, [name]: value });
          }}
        />,
      ])}
    </section>
  );
}

function columnValue(column: number | null): string {
  return column === null ? NONE : String(column);
}

function columnOf(value: string | null): number | null {
  return value === null || value === NONE ? null : Number(value);
}
