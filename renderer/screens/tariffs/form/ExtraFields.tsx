import { Select } from '@mantine/core';
import { t } from '../../../strings/index.ts';
import { getAt } from '../draft/paths.ts';
import { ChoiceField, ClassesField } from '../fields/ChoiceFields.tsx';
import { MoneyField, NumberField } from '../fields/NumberFields.tsx';
import { RowList } from '../fields/RowList.tsx';
import { ClockField, TextField } from '../fields/TextFields.tsx';
import { useField } from '../fields/use-field.ts';
import { EachFee } from './EachFee.tsx';
import { FormSection } from './FormSection.tsx';
import { freeId } from './presets.ts';

const { form } = t.tariffs;
const idsOf = (items: readonly unknown[]) => items.map((item) => String(getAt(item, 'id')));
const nameOf = (item: unknown) => String(getAt(item, 'name') ?? '');

/** What comes on top of the parking fee. */
export function SurchargeFields() {
  return (
    <FormSection title={form.surcharges}>
      <RowList
        at="surcharges"
        what={form.surcharges}
        most={40}
        mayBeEmpty
        nameOf={(_, item) => form.surcharge(nameOf(item))}
        make={(items) => ({
          kind: 'charging-energy',
          id: freeId('charging', idsOf(items)),
          name: 'Charging',
          feeMinorPerKwh: 0,
        })}
      >
        {(path, _index, item) => (
          <>
            <SurchargeKind at={path} />
            <TextField at={`${path}.name`} label={form.name} w={152} />
            <SurchargeFee at={path} kind={String(getAt(item, 'kind'))} />
            <ClassesField at={`${path}.classes`} label={form.classes} w={168} />
          </>
        )}
      </RowList>
    </FormSection>
  );
}

function SurchargeKind({ at }: { readonly at: string }) {
  const { value, put } = useField(at);
  const { id, name, classes } = value as { id: string; name: string; classes?: string[] };
  const shared = { id, name, ...(classes !== undefined && { classes }) };
  const made: Readonly<Record<string, object>> = {
    window: { from: '22:00', to: '06:00', feeMinor: 0 },
    'charging-minutes': { each: { minutes: 60, feeMinor: 0 } },
    'charging-energy': { feeMinorPerKwh: 0 },
    'charging-start': { feeMinor: 0 },
    'charging-idle': { graceMinutes: 15, each: { minutes: 1, feeMinor: 0 } },
    oversized: { feeMinor: 0 },
    'oversized-percent': { percent: 50 },
  };
  return (
    <Select
      label={form.kind}
      w={208}
      data={Object.entries(form.surchargeKinds).map(([kind, label]) => ({ value: kind, label }))}
      value={String(getAt(value, 'kind'))}
      onChange={(kind) => kind !== null && put({ kind, ...shared, ...made[kind] })}
    />
  );
}

function SurchargeFee({ at, kind }: { readonly at: string; readonly kind: string }) {
  switch (kind) {
    case 'window':
      return (
        <>
          <ClockField at={`${at}.from`} label={form.from} />
          <ClockField at={`${at}.to`} label={form.to} />
          <MoneyField at={`${at}.feeMinor`} label={form.fee} w={104} />
        </>
      );
    case 'charging-minutes':
      return <EachFee at={`${at}.each`} />;
    case 'charging-idle':
      return (
        <>
          <NumberField
            at={`${at}.graceMinutes`}
            label={form.graceMinutes}
            least={0}
            most={1_440}
            w={136}
          />
          <EachFee at={`${at}.each`} />
          <MoneyField at={`${at}.capMinor`} label={form.capMinor} optional w={104} />
        </>
      );
    case 'charging-energy':
      return <MoneyField at={`${at}.feeMinorPerKwh`} label={form.perKwh} w={112} />;
    case 'oversized-percent':
      return (
        <NumberField at={`${at}.percent`} label={form.percent} least={1} most={1_000} w={104} />
      );
    default:
      return <MoneyField at={`${at}.feeMinor`} label={form.fee} w={104} />;
  }
}

/** Tickets that a driver chooses. */
export function ProductFields() {
  return (
    <FormSection title={form.products}>
      <RowList
        at="products"
        what={form.addProduct}
        most={60}
        mayBeEmpty
        nameOf={(_, item) => form.product(nameOf(item))}
        make={(items) => ({
          id: freeId('day', idsOf(items)),
          name: 'Day ticket',
          priceMinor: 0,
          validity: { kind: 'calendar-days', days: 1 },
        })}
      >
        {(path, _index, item) => (
          <>
            <TextField at={`${path}.name`} label={form.name} w={168} />
            <TextField at={`${path}.id`} label={form.id} w={96} />
            <MoneyField at={`${path}.priceMinor`} label={form.price} w={104} />
            <ValidityFields at={`${path}.validity`} kind={String(getAt(item, 'validity.kind'))} />
            <ClassesField at={`${path}.classes`} label={form.classes} w={152} />
          </>
        )}
      </RowList>
    </FormSection>
  );
}

const COUNTS: Readonly<Record<string, readonly [field: string, most: number]>> = {
  hours: ['hours', 8_784],
  'calendar-days': ['days', 366],
  'calendar-weeks': ['weeks', 53],
  'calendar-months': ['months', 24],
};

function ValidityFields({ at, kind }: { readonly at: string; readonly kind: string }) {
  const { put } = useField(at);
  const count = COUNTS[kind];
  const choose = (next: string | null) => {
    if (next === null) return;
    const [field = 'hours'] = COUNTS[next] ?? [];
    put(
      next === 'window' ? { kind: next, from: '18:00', to: '08:00' } : { kind: next, [field]: 1 },
    );
  };
  return (
    <>
      <Select
        label={form.validity}
        w={176}
        data={Object.entries(form.validities).map(([value, label]) => ({ value, label }))}
        value={kind}
        onChange={choose}
      />
      {count === undefined ? (
        <>
          <ClockField at={`${at}.from`} label={form.from} />
          <ClockField at={`${at}.to`} label={form.to} />
        </>
      ) : (
        <NumberField at={`${at}.${count[0]}`} label={form.count} least={1} most={count[1]} w={88} />
      )}
    </>
  );
}

/** A lost ticket and its fee. */
export function LostFields() {
  return (
    <>
      <MoneyField at="lostTicket.feeMinor" label={form.fee} w={120} />
      <ChoiceField at="lostTicket.mode" label={form.lostMode} choices={form.lostModes} w={232} />
    </>
  );
}
