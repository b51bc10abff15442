import { Checkbox, Select } from '@mantine/core';
import type { StatementPreview } from '#domain/contract/statements.ts';
import { DATE_ORDERS } from '#domain/history/mapping.ts';
import { ROW_KINDS, type StatementMapping } from '#domain/statement/statement-mapping.ts';
import {
  columnChoices,
  columnOf,
  columnValue,
  NO_COLUMN,
} from '../../../components/csv-import/columns.ts';
import { MappingFrame } from '../../../components/csv-import/MappingFrame.tsx';
import { NameChoices } from '../../../components/csv-import/NameChoices.tsx';
import { t } from '../../../strings/index.ts';

const words = t.statements;

interface Props {
  readonly preview: StatementPreview;
  readonly party: string;
  readonly isDisabled: boolean;
  readonly onParty: (party: string) => void;
  readonly onChange: (mapping: StatementMapping) => void;
}

/** Whose statement it is, and which column says what. */
export function StatementFields(props: Props) {
  const { preview, isDisabled, onChange } = props;
  const { mapping, kinds } = preview;
  const change = (part: Partial<StatementMapping>) => onChange({ ...mapping, ...part });
  return (
    <MappingFrame
      hasHeader={mapping.hasHeader}
      isDisabled={isDisabled}
      onHeader={(hasHeader) => change({ hasHeader })}
      fields={<ColumnFields {...props} change={change} />}
    >
      <Checkbox
        label={words.inMinorUnits}
        checked={mapping.inMinorUnits}
        disabled={isDisabled}
        onChange={({ currentTarget }) => change({ inMinorUnits: currentTarget.checked })}
      />
      {mapping.fee !== null && (
        <Checkbox
          label={words.feesAreNegative}
          checked={mapping.feesAreNegative}
          disabled={isDisabled}
          onChange={({ currentTarget }) => change({ feesAreNegative: currentTarget.checked })}
        />
      )}
      {mapping.kind !== null && (
        <NameChoices
          label={words.mapKinds}
          names={kinds}
          choices={ROW_KINDS.map((value) => ({ value, label: words.kinds[value] }))}
          choiceOf={(name) => mapping.kinds[name] ?? 'leave-out'}
          isDisabled={isDisabled}
          onChange={(name, value) => {
            const kind = ROW_KINDS.find((one) => one === value) ?? 'leave-out';
            change({ kinds: { ...mapping.kinds, [name]: kind } });
          }}
        />
      )}
    </MappingFrame>
  );
}

function ColumnFields({
  preview: { mapping, header, parties },
  party,
  isDisabled,
  onParty,
  change,
}: Props & { readonly change: (part: Partial<StatementMapping>) => void }) {
  const columns = columnChoices(header);
  const common = { data: columns, allowDeselect: false, disabled: isDisabled };
  const orNone = (label: string) => [{ value: NO_COLUMN, label }, ...columns];
  const column = (label: string, field: 'reference' | 'time' | 'amount') => (
    <Select
      {...common}
      label={label}
      value={String(mapping[field])}
      onChange={(value) => change({ [field]: Number(value) })}
    />
  );
  return (
    <>
      <Select
        {...common}
        label={words.party}
        data={parties.map(({ id, name }) => ({ value: id, label: name }))}
        value={party === '' ? null : party}
        onChange={(value) => onParty(value ?? '')}
        data-testid="statement-party"
      />
      {column(words.mapReference, 'reference')}
      {column(words.mapTime, 'time')}
      <Select
        {...common}
        label={t.csvImport.dateOrder}
        data={DATE_ORDERS.map((value) => ({ value, label: t.csvImport.dateOrders[value] }))}
        value={mapping.dateOrder}
        onChange={(value) =>
          change({ dateOrder: DATE_ORDERS.find((order) => order === value) ?? 'dmy' })
        }
      />
      {column(words.mapAmount, 'amount')}
      <Select
        {...common}
        label={words.mapFee}
        data={orNone(words.mapFeeNone)}
        value={columnValue(mapping.fee)}
        onChange={(value) => change({ fee: columnOf(value) })}
      />
      <Select
        {...common}
        label={words.mapKind}
        data={orNone(words.mapKindNone)}
        value={columnValue(mapping.kind)}
        onChange={(value) => change({ kind: columnOf(value), kinds: {} })}
      />
    </>
  );
}
