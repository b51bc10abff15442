import { fromLegacyTariff, isLegacyTariff } from '../tariff/from-legacy-tariff.ts';
import type { LotEvent } from './event.ts';

/** Older tickets do not say which tariff they go by: the one that was in force when they were issued. */
export const IN_FORCE = 0;

type Body = Record<string, unknown> & { readonly type: string };

/**
 * An event as it was written by an older version, in today's form. The journal itself is never
 * rewritten; whoever reads it sees today's words. What today's form knows and the old one did not has
 * the value that leaves its meaning as it was.
 */
export function upcast(body: unknown): LotEvent {
  const old = body as Body;
  const change = CHANGES[old.type];
  return (change === undefined ? old : change(old)) as LotEvent;
}

const CHANGES: Readonly<Record<string, (old: Body) => Body>> = {
  LotCreated: withTariff,
  LotChanged: withTariff,
  TicketIssued: (old) =>
    'right' in old
      ? old
      : {
          ...old,
          right: { kind: 'transient' },
          credentialNumber: null,
          tariffVersion: IN_FORCE,
          price: null,
        },
  GateHeld: (old) => ('untilAt' in old ? old : { ...old, untilAt: null }),
  GateClosed: (old) => ('passed' in old ? old : { ...old, passed: null }),
  TailgateSeen: (old) =>
    'how' in old ? old : { ...old, how: 'open-gate', plateRef: null, leaderPlateRef: null },
  PlateRead: (old) => ({ nearRefs: [], pairedWith: null, ...old }),
  StaffAnswered: (old) => ({ seenPlateRef: null, ...old }),
  PaymentDue: withQuote,
  PaymentTaken: (old) => ({
    ...withQuote(old),
    type: 'PaymentCaptured',
    purpose: { kind: 'session', sessionId: old.sessionId },
    taxes: [],
    providerReference: null,
    laneId: null,
    unmatched: false,
    overpaidMinor: 0,
  }),
  ShiftClosed: (old) =>
    'closeNumber' in old ? old : { ...old, closeNumber: 0, pieces: [], reason: '' },
};

/** Lots were created with a small tariff that is a rate table by class. */
function withTariff(old: Body): Body {
  const lot = old.lot as { tariff: unknown; currency: string; timeZone: string };
  if (!isLegacyTariff(lot.tariff)) return old;
  return { ...old, lot: { ...lot, tariff: fromLegacyTariff(lot.tariff, lot) } };
}

function withQuote(old: Body): Body {
  const quote = old.quote as (Record<string, unknown> & { totalMinor: number }) | null;
  if (quote === null || 'why' in quote) return old;
  const lines = quote.lines as readonly Record<string, unknown>[];
  return {
    ...old,
    quote: {
      ...quote,
      lines: lines.map(({ day, code, ...line }) => ({
        ...line,
        code: code === 'day-cap' ? 'cap' : code,
        text: day,
      })),
      netMinor: quote.totalMinor,
      taxMinor: 0,
      taxes: [],
      why: '',
    },
  };
}
