import type { EventOf, RecordedEvent } from '#domain/lot/event.ts';
import type { LotService } from '../runtime/lot-service.ts';

/** A printer has said what became of a job by then, with others before it; else the caller is told so. */
const OUTCOME_TIMEOUT_MS = 60_000;

/** What became of a print. */
export type PrintResult = {
  readonly state: 'printed' | 'failed' | 'pending';
  readonly detail: string;
};

/** Listens before anything is asked for, so that no answer is missed. */
export function watchPrints(service: LotService): {
  of(jobId: string): Promise<PrintResult>;
  end(): void;
} {
  const known = new Map<string, PrintResult>();
  let tell: () => void = () => {};
  const end = service.follow((events) => {
    for (const recorded of events ?? []) {
      const outcome = outcomeOf(recorded);
      if (outcome !== null) known.set(...outcome);
    }
    tell();
  });
  return {
    end,
    async of(jobId) {
      const late = Promise.withResolvers<PrintResult>();
      const timer = setTimeout(
        () => late.resolve({ state: 'pending', detail: '' }),
        OUTCOME_TIMEOUT_MS,
      );
      tell = () => {
        const outcome = known.get(jobId);
        if (outcome !== undefined) late.resolve(outcome);
        // An answer that was asked for again is of a job that is over.
        else if (!service.state.printing.jobs.has(jobId))
          late.resolve({ state: 'printed', detail: '' });
      };
      tell();
      const outcome = await late.promise;
      clearTimeout(timer);
      return outcome;
    },
  };
}

function outcomeOf({ event }: RecordedEvent): [string, PrintResult] | null {
  if (event.type === 'PrintDone') return [event.jobId, { state: 'printed', detail: '' }];
  if (event.type !== 'PrintFailed') return null;
  const { jobId, detail }: EventOf<'PrintFailed'> = event;
  return [jobId, { state: 'failed', detail }];
}
