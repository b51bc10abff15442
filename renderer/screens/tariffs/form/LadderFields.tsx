import { Select } from '@mantine/core';
import { t } from '../../../strings/index.ts';
import { getAt } from '../draft/paths.ts';
import { YesField } from '../fields/ChoiceFields.tsx';
import { MoneyField, NumberField } from '../fields/NumberFields.tsx';
import { RowList } from '../fields/RowList.tsx';
import { useField } from '../fields/use-field.ts';
import classes from '../tariffs.module.css';
import { EachFee } from './EachFee.tsx';

const { form } = t.tariffs;
const RUNGS_MAX = 60;
const WEEKS_60_MINUTES = 604_800;

/** Steps by length of stay: a fee of the whole time up to a bound, or one for each period. */
export function RungFields({ at }: { readonly at: string }) {
  return (
    <RowList
      at={at}
      what={form.addRung}
      most={RUNGS_MAX}
      mayBeEmpty={false}
      nameOf={(index) => form.rung(String(index + 1))}
      beforeLast={(last) => getAt(last, 'upToMinutes') === null}
      make={(items) => {
        const bounded = items.findLast((item) => typeof getAt(item, 'upToMinutes') === 'number');
        const before = Number(getAt(bounded, 'upToMinutes') ?? 0);
        return { upToMinutes: before + 60, totalMinor: Number(getAt(bounded, 'totalMinor') ?? 0) };
      }}
    >
      {(path, _index, item) => (
        <>
          <BoundField at={`${path}.upToMinutes`} />
          <RungKind at={path} isTotal={getAt(item, 'each') === undefined} />
          {getAt(item, 'each') === undefined ? (
            <MoneyField at={`${path}.totalMinor`} label={form.fee} w={104} />
          ) : (
            <>
              <EachFee at={`${path}.each`} />
              <MoneyField at={`${path}.notAboveMinor`} label={form.notAbove} optional w={104} />
            </>
          )}
        </>
      )}
    </RowList>
  );
}

/** Empty is no end: null in the tariff. */
function BoundField({ at }: { readonly at: string }) {
  const { value, put } = useField(at);
  const hasEnd = value !== null;
  return (
    <>
      {hasEnd ? (
        <NumberField at={at} label={form.upTo} least={1} most={WEEKS_60_MINUTES} w={128} />
      ) : (
        <Select
          label={form.upTo}
          w={128}
          data={[
            { value: 'none', label: form.noEnd },
            { value: 'end', label: '1440' },
          ]}
          value="none"
          onChange={(next) => next === 'end' && put(1_440)}
        />
      )}
      {hasEnd && (
        <div className={classes.foot}>
          <YesField at={at} label={form.noEnd} yes={null} no={1_440} />
        </div>
      )}
    </>
  );
}

function RungKind({ at, isTotal }: { readonly at: string; readonly isTotal: boolean }) {
  const { value, put } = useField(at);
  const upToMinutes = getAt(value, 'upToMinutes');
  const fee = Number(getAt(value, 'totalMinor') ?? getAt(value, 'each.feeMinor') ?? 0);
  const feeMinor = Number.isFinite(fee) ? fee : 0;
  return (
    <Select
      label={form.kind}
      w={176}
      data={[
        { value: 'total', label: form.kinds.total },
        { value: 'each', label: form.kinds.each },
      ]}
      value={isTotal ? 'total' : 'each'}
      onChange={(next) =>
        put(
          next === 'total'
            ? { upToMinutes, totalMinor: feeMinor }
            : { upToMinutes, each: { minutes: 60, feeMinor } },
        )
      }
    />
  );
}
