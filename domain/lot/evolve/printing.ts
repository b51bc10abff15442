import { countPrint } from '../../printing/print-job.ts';
import { actorName } from '../actor.ts';
import type { PrintingEvent } from '../event/printing.ts';
import type { RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import type { LotState } from '../state.ts';
import { printAskedInLane, printEndedInLane } from './lane.ts';

/** What happens to documents on their way to paper, and to how they look there. */
export function evolvePrinting(
  state: LotState,
  event: PrintingEvent,
  { at, actor }: RecordedEvent,
): void {
  const { printing } = state;
  switch (event.type) {
    case 'PrintAsked': {
      const { jobId: id, document, deviceId, laneId, sessionId, copy } = event;
      if (deviceId === null) {
        countPrint(printing, document);
        return;
      }
      const by = actorName(actor);
      printing.jobs.set(id, { id, document, deviceId, laneId, sessionId, copy, at, by });
      // A gate waits for a ticket, and never for a receipt.
      if (document.kind === 'ticket' && laneId !== null && sessionId !== null)
        printAskedInLane(state, laneId, sessionId, at);
      return;
    }
    case 'ReceiptWanted': {
      const lane = state.lanes.get(event.laneId);
      if (lane !== undefined) lane.receipt = { sessionId: event.sessionId, number: null, at };
      return;
    }
    case 'PrintDone':
      printing.jobs.delete(event.jobId);
      countPrint(printing, event.document);
      return;
    case 'PrintFailed': {
      const job = printing.jobs.get(event.jobId);
      printing.jobs.delete(event.jobId);
      if (event.mayBeOut) countPrint(printing, event.document);
      if (job !== undefined && job.document.kind === 'ticket' && job.laneId !== null)
        printEndedInLane(state, job.laneId, job.sessionId, at);
      return;
    }
    case 'TillPrinterChosen': {
      const clerk = actorName(actor);
      if (event.deviceId === null) printing.tillPrinters.delete(clerk);
      else printing.tillPrinters.set(clerk, event.deviceId);
      return;
    }
    case 'PaperTemplateSaved': {
      const { choice, version } = event;
      const saved = { choice, version, savedBy: actorName(actor), savedAt: at };
      printing.templates.set(choice.paper, saved);
      return;
    }
  }
}

export const printingEvolvers = evolversOf<PrintingEvent>(evolvePrinting, {
  PrintAsked: true,
  PrintDone: true,
  PrintFailed: true,
  ReceiptWanted: true,
  TillPrinterChosen: true,
  PaperTemplateSaved: true,
});
