import { SegmentedControl } from '@mantine/core';
import type { DynamicRule } from '#domain/tariff/dynamic-schema.ts';
import { t } from '../../../strings/index.ts';
import { useDraft } from '../draft/draft-store.ts';
import { getAt } from '../draft/paths.ts';
import { DaysField } from '../fields/ChoiceFields.tsx';
import { MoneyField, NumberField } from '../fields/NumberFields.tsx';
import { RowList } from '../fields/RowList.tsx';
import { ClockField, TextField } from '../fields/TextFields.tsx';
import classes from '../tariffs.module.css';

const { form } = t.tariffs;

const NEW_RULES: Readonly<Record<DynamicRule['kind'], DynamicRule>> = {
  bands: {
    kind: 'bands',
    bands: [
      { fromPct: 0, percent: 100 },
      { fromPct: 60, percent: 125 },
      { fromPct: 85, percent: 150 },
    ],
    hysteresisPct: 5,
    minutesBetweenChanges: 15,
    floorPercent: 75,
    ceilingPercent: 200,
  },
  // San Francisco's published rule, with a rate that the draft's own fees suggest.
  step: {
    kind: 'step',
    startMinorPerHour: 300,
    stepMinor: 25,
    floorMinor: 50,
    ceilingMinor: 1_000,
    upAtPct: 80,
    downBelowPct: 60,
    everyDays: 28,
  },
};

/** The rule that the price follows: none, bands of occupancy, or steps of a rate per hour. */
export function DynamicFields() {
  const kind = useDraft(({ draft }) => draft?.dynamic?.kind ?? 'none');
  const set = useDraft((state) => state.set);
  const usesRate = useDraft(({ text }) => text.includes('"hourly-rate"'));
  return (
    <div className={classes.dynamic}>
      <SegmentedControl
        aria-label={form.dynamic}
        data={(['none', 'bands', 'step'] as const).map((value) => ({
          value,
          label: form.dynamicKinds[value],
        }))}
        value={kind}
        onChange={(next) =>
          set('dynamic', next === 'none' ? undefined : NEW_RULES[next as DynamicRule['kind']])
        }
        data-testid="dynamic-kind"
      />
      {kind === 'bands' && <BandFields />}
      {kind === 'step' && <StepFields />}
      {kind === 'step' && !usesRate && <p className={classes.problem}>{form.needsHourly}</p>}
    </div>
  );
}

function BandFields() {
  return (
    <>
      <span className={classes.label}>{form.bands}</span>
      <RowList
        at="dynamic.bands"
        what={form.addBand}
        most={20}
        mayBeEmpty={false}
        nameOf={(index) => form.band(String(index + 1))}
        make={(items) => {
          const last = items.at(-1);
          return {
            fromPct: Math.min(100, Number(getAt(last, 'fromPct') ?? 0) + 10),
            percent: Number(getAt(last, 'percent') ?? 100) + 25,
          };
        }}
      >
        {(path) => (
          <>
            <NumberField
              at={`${path}.fromPct`}
              label={form.bandFrom}
              least={0}
              most={100}
              w={152}
            />
            <NumberField
              at={`${path}.percent`}
              label={form.bandPercent}
              least={1}
              most={1_000}
              w={104}
            />
          </>
        )}
      </RowList>
      <div className={classes.row}>
        <NumberField
          at="dynamic.hysteresisPct"
          label={form.hysteresis}
          least={0}
          most={50}
          w={232}
        />
        <NumberField
          at="dynamic.minutesBetweenChanges"
          label={form.minutesBetween}
          least={0}
          most={10_080}
          w={184}
        />
        <NumberField
          at="dynamic.floorPercent"
          label={form.floorPercent}
          least={1}
          most={1_000}
          w={136}
        />
        <NumberField
          at="dynamic.ceilingPercent"
          label={form.ceilingPercent}
          least={1}
          most={1_000}
          w={136}
        />
      </div>
      <span className={classes.label}>{form.peaks}</span>
      <RowList
        at="dynamic.peaks"
        what={form.addPeak}
        most={20}
        mayBeEmpty
        nameOf={(_, item) => form.peak(String(getAt(item, 'name')))}
        make={() => ({ name: 'Evening', from: '17:00', to: '20:00', percent: 120 })}
      >
        {(path) => (
          <>
            <TextField at={`${path}.name`} label={form.name} w={136} />
            <ClockField at={`${path}.from`} label={form.from} />
            <ClockField at={`${path}.to`} label={form.to} />
            <NumberField
              at={`${path}.percent`}
              label={form.bandPercent}
              least={1}
              most={1_000}
              w={88}
            />
            <DaysField at={`${path}.days`} label={form.days} />
          </>
        )}
      </RowList>
    </>
  );
}

function StepFields() {
  return (
    <div className={classes.row}>
      <MoneyField at="dynamic.startMinorPerHour" label={form.startRate} w={136} />
      <MoneyField at="dynamic.stepMinor" label={form.stepBy} w={104} />
      <MoneyField at="dynamic.floorMinor" label={form.floor} w={104} />
      <MoneyField at="dynamic.ceilingMinor" label={form.ceiling} w={104} />
      <NumberField at="dynamic.upAtPct" label={form.upAt} least={0} most={100} w={136} />
      <NumberField at="dynamic.downBelowPct" label={form.downBelow} least={0} most={100} w={128} />
      <NumberField at="dynamic.everyDays" label={form.everyDays} least={0} most={366} w={152} />
    </div>
  );
}
