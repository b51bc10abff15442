import { useEffect } from 'react';
import type { Rate } from '#domain/tariff/tariff-file.ts';
import { t } from '../../../strings/index.ts';
import { DaysField } from '../fields/ChoiceFields.tsx';
import { NumberField } from '../fields/NumberFields.tsx';
import { RowList } from '../fields/RowList.tsx';
import { ClockField, ClockWindowField, TextField } from '../fields/TextFields.tsx';
import { useField } from '../fields/use-field.ts';
import classes from '../tariffs.module.css';

const { form } = t.tariffs;

/** When a rate fits a stay. All that is filled in has to hold. */
export function ConditionFields({ at }: { readonly at: string }) {
  return (
    <div className={classes.conditions}>
      <DaysField at={`${at}.days`} label={form.entryDays} />
      <DatesField at={`${at}.dates`} />
      <ClockWindowField at={`${at}.entryBetween`} label={form.entryBetween} optional />
      <ClockWindowField at={`${at}.exitBetween`} label={form.exitBetween} optional />
      <ClockWindowField at={`${at}.within`} label={form.within} optional />
      <ClockField at={`${at}.leaveBefore`} label={form.leaveBefore} optional />
      <StayLength at={`${at}.stay`} />
      <TextField at={`${at}.compare`} label={form.compare} optional w={232} />
    </div>
  );
}

const DATES_MAX = 100;

/** Spans of dates: with years for an event, without for what comes round. */
function DatesField({ at }: { readonly at: string }) {
  return (
    <RowList
      at={at}
      what={form.addDates}
      most={DATES_MAX}
      mayBeEmpty
      nameOf={(index) => form.datesNo(String(index + 1))}
      make={() => ({ from: '', to: '' })}
    >
      {(path) => (
        <>
          <TextField at={`${path}.from`} label={form.dateFrom} placeholder="2026-12-24" w={168} />
          <TextField at={`${path}.to`} label={form.dateTo} placeholder="2026-12-26" w={168} />
          <p className={`${classes.hint} ${classes.foot}`}>{form.datesHint}</p>
        </>
      )}
    </RowList>
  );
}

function StayLength({ at }: { readonly at: string }) {
  const { value, put } = useField(at);
  // Both bounds taken away leave an empty object, which says nothing.
  const isEmpty = value !== undefined && Object.keys(value as object).length === 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only an emptied one is taken away.
  useEffect(() => {
    if (isEmpty) put(undefined);
  }, [isEmpty]);
  return (
    <div className={classes.row}>
      <NumberField
        at={`${at}.overMinutes`}
        label={form.overMinutes}
        optional
        least={1}
        most={604_800}
        w={160}
      />
      <NumberField
        at={`${at}.upToMinutes`}
        label={form.upToMinutes}
        optional
        least={1}
        most={604_800}
        w={160}
      />
    </div>
  );
}

/** The conditions in a line, empty where there are none. */
export function conditionsOf({
  days,
  dates,
  entryBetween,
  exitBetween,
  within,
  leaveBefore,
  stay,
  compare,
}: Rate) {
  const between = (label: string, window: { from: string; to: string } | undefined) =>
    window === undefined ? [] : [`${label.toLowerCase()} ${window.from}–${window.to}`];
  return [
    ...(days === undefined ? [] : [days.map((day) => form.dayNames[day]).join(', ')]),
    ...(dates ?? []).map(({ from, to }) => (from === to ? from : `${from}–${to}`)),
    ...between(form.entryBetween, entryBetween),
    ...between(form.exitBetween, exitBetween),
    ...between(form.within, within),
    ...(leaveBefore === undefined ? [] : [`${form.leaveBefore.toLowerCase()} ${leaveBefore}`]),
    ...(stay?.overMinutes === undefined ? [] : [`> ${stay.overMinutes} min`]),
    ...(stay?.upToMinutes === undefined ? [] : [`≤ ${stay.upToMinutes} min`]),
    ...(compare === undefined ? [] : [compare]),
  ].join(' · ');
}
