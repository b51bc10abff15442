import type { Actor } from '#domain/lot/actor.ts';
import type { PrintOutcome } from '#domain/lot/command/printing.ts';
import type { PrintEffect } from '#domain/lot/effects.ts';
import type { PrintJob } from '#domain/printing/print-job.ts';
import { formOf, paperOf } from '../documents/job-paper.ts';
import type { Press } from '../documents/press.ts';
import { MayBeOnPaper } from '../drivers/driver.ts';
import { sentenceOf } from '../drivers/fault-sentence.ts';
import type { Fleet } from '../drivers/fleet.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { LotUnit } from './lot-unit.ts';

const STATION: Actor = { kind: 'station' };
/** A full inbox or a full disk passes; what could not be told by then, the lot finds out by its clock. */
const REPORT_TRIES_MAX = 5;
const REPORT_AGAIN_MS = 500;
/** How long a receipt may take to reach the read models that it is made from. */
const CATCH_UP_TIMEOUT_MS = 5_000;
const RESTARTED = 'The station was started again while it was printed. It may be on paper.';

export interface PrintDeskParts {
  readonly unit: LotUnit;
  readonly fleet: Pick<Fleet, 'perform'>;
  readonly press: Press;
  readonly clock: Clock;
  readonly log: Log;
}

/** Turns what the lot wants on paper into bytes, gives them to the printer, and tells what became of it. */
export interface PrintDesk {
  print(effect: PrintEffect): void;
}

/** Opens the desk of a lot. What was under way before is told as not printed: nobody knows. */
export function openPrintDesk(parts: PrintDeskParts): PrintDesk {
  const { unit, log } = parts;
  for (const jobId of unit.state.printing.jobs.keys())
    void report(parts, jobId, { ok: false, detail: RESTARTED, doubt: 'unheard' });
  return {
    print({ jobId }) {
      const job = unit.state.printing.jobs.get(jobId);
      if (job === undefined) return;
      carryOut(parts, job).then(
        () => report(parts, jobId, { ok: true }),
        (error: unknown) => {
          const detail = sentenceOf(error);
          log.warn({ jobId, deviceId: job.deviceId, error: detail }, 'a document was not printed');
          const doubt = error instanceof MayBeOnPaper ? ({ doubt: 'maybe' } as const) : {};
          return report(parts, jobId, { ok: false, detail, ...doubt });
        },
      );
    },
  };
}

async function carryOut(
  { unit, fleet, press, clock }: PrintDeskParts,
  job: PrintJob,
): Promise<void> {
  const { document, deviceId, copy, by } = job;
  const printer = unit.state.installed?.devices.get(deviceId);
  if (printer?.driver !== 'printer-escpos')
    throw new Error('The lot has no such printer any more.');
  // A ticket that was given this moment stands in the lot's own state; all else is read from its views.
  if (document.kind !== 'ticket' || !unit.state.byTicket.has(document.number)) await caughtUp(unit);
  const at = clock.now();
  const paper = await paperOf(
    unit,
    {
      document,
      copy: copy === 0 ? null : { number: copy, at, by },
      printer: printer.label,
      at,
      by,
    },
    (ref) => unit.reveal(ref),
  );
  if (paper === null) throw new Error('There is no such document in this lot.');
  const bytes = await press.make({ paper, ...formOf(printer) });
  await fleet.perform({ kind: 'print', deviceId, jobId: job.id, bytes });
}

async function caughtUp({ views, journal }: LotUnit): Promise<void> {
  const timeout = Promise.withResolvers<void>();
  const timer = setTimeout(timeout.resolve, CATCH_UP_TIMEOUT_MS);
  await Promise.race([views.caughtUp(journal.lastSeq), timeout.promise]);
  clearTimeout(timer);
}

async function report(
  { unit, log }: PrintDeskParts,
  jobId: string,
  outcome: PrintOutcome,
): Promise<void> {
  let why = '';
  for (let tries = 1; tries <= REPORT_TRIES_MAX; tries += 1) {
    try {
      await unit.submit({ type: 'ReportPrint', jobId, outcome }, { actor: STATION });
      return;
    } catch (error) {
      why = sentenceOf(error);
      await new Promise((resolve) => setTimeout(resolve, REPORT_AGAIN_MS * tries).unref());
    }
  }
  log.error({ jobId, error: why }, 'what became of a print was not noted');
}
