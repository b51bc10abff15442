import { Select } from '@mantine/core';
import { t } from '../../../strings/index.ts';
import { getAt } from '../draft/paths.ts';
import { DaysField } from '../fields/ChoiceFields.tsx';
import { MoneyField } from '../fields/NumberFields.tsx';
import { RowList } from '../fields/RowList.tsx';
import { ClockField, TextField } from '../fields/TextFields.tsx';
import { useField } from '../fields/use-field.ts';
import classes from '../tariffs.module.css';
import { EachFee } from './EachFee.tsx';
import { RungFields } from './LadderFields.tsx';

const { form } = t.tariffs;
const WINDOWS_MAX = 60;

/** Rates by the clock: what is charged in each window of the day. */
export function WindowFields({ at }: { readonly at: string }) {
  return (
    <RowList
      at={at}
      what={form.addWindow}
      most={WINDOWS_MAX}
      mayBeEmpty={false}
      nameOf={(index, item) => form.window(String(getAt(item, 'name') ?? index + 1))}
      make={(items) => {
        const from = String(getAt(items.at(-1), 'to') ?? '00:00').replace('24:00', '00:00');
        return { from, to: '24:00', charge: { kind: 'each', minutes: 60, feeMinor: 0 } };
      }}
    >
      {(path, _index, item) => (
        <div className={classes.window}>
          <div className={classes.row}>
            <TextField at={`${path}.name`} label={form.windowName} optional w={128} />
            <ClockField at={`${path}.from`} label={form.from} />
            <ClockField at={`${path}.to`} label={form.to} />
            <WindowKind at={`${path}.charge`} />
            {getAt(item, 'charge.kind') === 'each' && <EachFee at={`${path}.charge`} />}
            {getAt(item, 'charge.kind') === 'flat' && (
              <MoneyField at={`${path}.charge.feeMinor`} label={form.fee} w={104} />
            )}
            <MoneyField at={`${path}.capMinor`} label={form.cap} optional w={104} />
          </div>
          <DaysField at={`${path}.days`} label={form.days} />
          {getAt(item, 'charge.kind') === 'ladder' && <RungFields at={`${path}.charge.rungs`} />}
        </div>
      )}
    </RowList>
  );
}

function WindowKind({ at }: { readonly at: string }) {
  const { value, put } = useField(at);
  const fee = getAt(value, 'feeMinor');
  const feeMinor = typeof fee === 'number' ? fee : 0;
  const choose = (kind: string | null) => {
    if (kind === 'each') put({ kind, minutes: 60, feeMinor });
    if (kind === 'flat') put({ kind, feeMinor });
    if (kind === 'ladder') put({ kind, rungs: [{ upToMinutes: null, totalMinor: feeMinor }] });
  };
  return (
    <Select
      label={form.kind}
      w={144}
      data={(['each', 'flat', 'ladder'] as const).map((kind) => ({
        value: kind,
        label: form.kinds[kind],
      }))}
      value={String(getAt(value, 'kind'))}
      onChange={choose}
      data-path={`${at}.kind`}
    />
  );
}
