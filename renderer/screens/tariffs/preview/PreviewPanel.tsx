import { useDeferredValue, useMemo } from 'react';
import type { Instant } from '#domain/kernel/instant.ts';
import { describeTariff } from '#domain/tariff/describe-tariff.ts';
import { quote } from '#domain/tariff/quote-of.ts';
import type { Tariff } from '#domain/tariff/tariff-file.ts';
import { useLot } from '../../../link/hooks.ts';
import { t } from '../../../strings/index.ts';
import classes from '../tariffs.module.css';
import { PricePicture } from './PricePicture.tsx';
import { priceCurve } from './price-curve.ts';
import { QuoteView } from './QuoteView.tsx';
import { TryFields } from './TryFields.tsx';
import { contextOf, instantOf, type Tried, useTry } from './use-try.ts';
import { WordList } from './WordList.tsx';

const { preview } = t.tariffs;

interface Props {
  readonly tariff: Tariff;
  /** Compared with, unless it is the same. */
  readonly inForce: Tariff | null;
}

/** A tariff tried out: one stay, the price by hours, and all of it in words. By the domain's own quote. */
export function PreviewPanel({ tariff: newest, inForce }: Props) {
  // A picture is nearly two hundred quotes: typing goes first.
  const tariff = useDeferredValue(newest);
  const { holidays = [], timeZone } = useLot();
  const days = useMemo(() => holidays.map(({ day }) => day), [holidays]);
  const [tried, change] = useTry();
  const entryAt = instantOf(tried.entry, timeZone);
  const exitAt = instantOf(tried.exit, timeZone);
  const words = useMemo(() => describeTariff(tariff), [tariff]);
  return (
    <div className={classes.preview}>
      <section aria-label={preview.title}>
        <h2>{preview.title}</h2>
        <TryFields tariff={tariff} tried={tried} change={change} />
        {entryAt !== null && exitAt !== null && exitAt < entryAt && (
          <p className={classes.problem}>{preview.exitFirst}</p>
        )}
        {entryAt !== null && exitAt !== null && exitAt >= entryAt && (
          <Quoted {...{ tariff, inForce, tried, entryAt, exitAt, days }} />
        )}
      </section>
      {entryAt !== null && <Picture {...{ tariff, inForce, tried, entryAt, days }} />}
      <section aria-label={preview.words}>
        <h2>{preview.words}</h2>
        <WordList words={words} />
      </section>
    </div>
  );
}

interface Stays extends Props {
  readonly tried: Tried;
  readonly entryAt: Instant;
  readonly days: readonly string[];
}

function Quoted({
  tariff,
  inForce,
  tried,
  entryAt,
  exitAt,
  days,
}: Stays & { readonly exitAt: Instant }) {
  const stay = { entryAt, exitAt, vehicleClass: tried.vehicleClass };
  const inForceMinor =
    inForce === null ? null : quote(inForce, stay, contextOf(inForce, tried, days)).totalMinor;
  return (
    <QuoteView
      quote={quote(tariff, stay, contextOf(tariff, tried, days))}
      inForceMinor={inForceMinor}
    />
  );
}

function Picture({ tariff, inForce, tried, entryAt, days }: Stays) {
  const curveOf = (one: Tariff) =>
    priceCurve(one, entryAt, tried.vehicleClass, contextOf(one, tried, days));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the curve is a function of these alone.
  const edited = useMemo(() => curveOf(tariff), [tariff, tried, entryAt, days]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the curve is a function of these alone.
  const now = useMemo(
    () => (inForce === null ? null : curveOf(inForce)),
    [inForce, tried, entryAt, days],
  );
  return <PricePicture edited={edited} inForce={now} />;
}
