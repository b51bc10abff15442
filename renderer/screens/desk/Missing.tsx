import { useQuery } from '@tanstack/react-query';
import { cardNumberProblem } from '../../components/card-number.ts';
import type { Problem } from '../../link/errors.ts';
import { useBookVersion, useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import classes from './desk.module.css';
import { PaymentList } from './PaymentList.tsx';
import { codeKind } from './scan-burst.ts';

const SEARCH_MAX_CHARS = 64;
const FOUND_MAX = 20;

/** Answers that only say that nothing was found. */
const UNKNOWN: ReadonlySet<string> = new Set([
  'not-inside',
  'session-unknown',
  'ticket-malformed',
  'ticket-unknown',
]);

/** No vehicle inside matches; a payment of one that has left may, for a late receipt. */
export function Missing({ text, problem }: { readonly text: string; readonly problem: Problem }) {
  const unknown = UNKNOWN.has(problem.code);
  const kind = codeKind(text);
  const special = kind === 'ticket' || kind === 'number' ? null : t.desk.notForDesk[kind];
  const title = special ?? (unknown ? t.desk.notFound(text) : problem.message);
  return (
    <section className={`${classes.card} ${classes.problem}`} data-testid="desk-problem">
      <div role="alert">
        <h2 className={classes.cardTitle}>{title}</h2>
        {special === null && unknown && <p>{t.desk.notFoundHint}</p>}
      </div>
      <FoundPayments text={text} />
    </section>
  );
}

function FoundPayments({ text }: { readonly text: string }) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const version = useBookVersion('payments');
  const search = text.trim();
  const found = useQuery({
    queryKey: ['payments-found', lotId, search, version],
    enabled: search.length <= SEARCH_MAX_CHARS && cardNumberProblem(search) === null,
    queryFn: () => client.payments.list({ lotId, search, limit: FOUND_MAX }),
  });
  return (
    <PaymentList
      title={t.desk.found}
      hint={t.desk.foundHint}
      payments={(found.data ?? []).filter(({ receiptNumber }) => receiptNumber !== null)}
    />
  );
}
