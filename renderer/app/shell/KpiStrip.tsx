import { Skeleton, Tooltip, VisuallyHidden } from '@mantine/core';
import { SLOT_KINDS } from '#domain/facility/kinds.ts';
import type { Kpis } from '#domain/views/live.ts';
import { KindIcon } from '../../components/KindIcon.tsx';
import { useLive } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { useFormat } from '../lot-format.ts';
import classes from './shell.module.css';
import { ZoneCounts } from './ZoneCounts.tsx';

/** How full and how busy the lot is. */
export function KpiStrip() {
  const kpis = useLive((ui) => ui.kpis);
  const format = useFormat();
  if (kpis === null) return <Skeleton h={32} w={400} />;
  const number = format.number;
  return (
    <section className={classes.kpis} aria-label={t.shell.kpis} data-testid="kpis">
      <FreeKinds kpis={kpis} />
      <dl className={classes.figures}>
        <FreeTotal kpis={kpis} />
        <Figure
          label={t.shell.inside}
          hint={t.shell.insideHint(number(kpis.inside))}
          value={number(kpis.inside)}
          testId="kpi-inside"
        />
        <Figure
          label={t.shell.inHour}
          hint={t.shell.inHourHint(number(kpis.entriesLastHour), number(kpis.entriesToday))}
          value={number(kpis.entriesLastHour)}
          className={classes.rate}
          testId="kpi-in"
        />
        <Figure
          label={t.shell.outHour}
          hint={t.shell.outHourHint(number(kpis.exitsLastHour), number(kpis.exitsToday))}
          value={number(kpis.exitsLastHour)}
          className={classes.rate}
          testId="kpi-out"
        />
        <Figure
          label={t.shell.takings}
          hint={t.shell.takingsHint(format.money(kpis.takingsTodayMinor))}
          value={format.moneyShort(kpis.takingsTodayMinor)}
          className={classes.minor}
          testId="kpi-takings"
        />
      </dl>
      {kpis.zones !== undefined && kpis.zones.length > 0 && <ZoneCounts zones={kpis.zones} />}
    </section>
  );
}

interface FigureProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly testId: string;
  readonly className?: string | undefined;
}

function Figure({ label, hint, value, testId, className = '' }: FigureProps) {
  return (
    <Tooltip label={hint}>
      <div className={`${classes.kpi} ${className}`} data-testid={testId}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    </Tooltip>
  );
}

function FreeTotal({ kpis }: { readonly kpis: Kpis }) {
  const format = useFormat();
  const counts = SLOT_KINDS.map((kind) => kpis.byKind[kind]);
  const free = counts.reduce((sum, count) => sum + count.free, 0);
  const total = counts.reduce((sum, count) => sum + count.total, 0);
  const lines = SLOT_KINDS.filter((kind) => kpis.byKind[kind].total > 0).map((kind) =>
    wordsOf(kpis, kind, format.number),
  );
  return (
    <Tooltip
      multiline
      style={{ whiteSpace: 'pre-line' }}
      label={[t.shell.freeTotal(format.number(free), format.number(total)), ...lines].join('\n')}
    >
      <div className={classes.kpi} data-testid="kpi-free">
        <dt>{t.shell.free}</dt>
        <dd>{format.number(free)}</dd>
      </div>
    </Tooltip>
  );
}

function FreeKinds({ kpis }: { readonly kpis: Kpis }) {
  const { number } = useFormat();
  const kinds = SLOT_KINDS.filter((kind) => kpis.byKind[kind].total > 0);
  return (
    <dl className={classes.kinds}>
      {kinds.map((kind) => (
        <Tooltip key={kind} label={wordsOf(kpis, kind, number)}>
          <div className={classes.kind} data-testid={`kpi-free-${kind}`}>
            <dt>
              <KindIcon kind={kind} size={20} />
              <VisuallyHidden>{t.slotKinds[kind]}</VisuallyHidden>
            </dt>
            <dd>
              <b>{number(kpis.byKind[kind].free)}</b>
            </dd>
          </div>
        </Tooltip>
      ))}
    </dl>
  );
}

function wordsOf(kpis: Kpis, kind: keyof Kpis['byKind'], number: (n: number) => string): string {
  const { free, total } = kpis.byKind[kind];
  return t.shell.freeOf(t.slotKinds[kind], number(free), number(total));
}
