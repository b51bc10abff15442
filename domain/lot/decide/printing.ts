import type { DeviceOf } from '../../facility/device-file.ts';
import type { DeviceId } from '../../kernel/ids.ts';
import { SECOND_MS } from '../../kernel/instant.ts';
import { documentName, JOBS_OPEN_MAX, nextCopy, type PrintJob } from '../../printing/print-job.ts';
import { actorName } from '../actor.ts';
import type { PrintingCommand, PrintOutcome } from '../command/printing.ts';
import type { CommandHead, CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import { type Decision, happened, NOTHING, refused } from '../decision.ts';
import type { EventOf, LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';
import { raiseOnce } from './raise-once.ts';
import { decideRequestReceipt, receiptAlarm } from './receipt-print.ts';
import { ticketOut } from './ticket-print.ts';

/** No printer takes longer to say what became of a job, with others before it. */
const JOB_LIMIT_MS = 300 * SECOND_MS;
const STOPPED = 'Nothing was heard of it: the station was stopped while it was printed.';

/** The printer of an id, or null where the lot has none. */
function printerOf({ installed }: LotState, id: DeviceId): DeviceOf<'printer-escpos'> | null {
  const device = installed?.devices.get(id);
  return device?.driver === 'printer-escpos' ? device : null;
}

function decidePrint(state: LotState, command: CommandOf<'PrintDocument'>): Decision {
  const { document, deviceId } = command;
  if (deviceId !== null) {
    const printer = printerOf(state, deviceId);
    if (printer === null) return refused('printer-unknown', deviceId);
    const stands = state.devices.get(deviceId);
    if (stands?.status !== 'online')
      return refused('printer-not-ready', stands?.detail || printer.label);
    if (state.printing.jobs.size >= JOBS_OPEN_MAX) return refused('prints-too-many');
  }
  return happened({
    type: 'PrintAsked',
    jobId: idFrom(command, 'j'),
    document,
    deviceId,
    laneId: null,
    sessionId: null,
    copy: nextCopy(state.printing, document),
  });
}

function decideReport(state: LotState, command: CommandOf<'ReportPrint'>): Decision {
  const { jobId, outcome } = command;
  const job = state.printing.jobs.get(jobId);
  if (job === undefined) return refused('print-job-unknown', jobId);
  if (!outcome.ok) return happened(...failed(state, command, job, outcome));
  const { document, deviceId, copy } = job;
  const done: LotEvent = { type: 'PrintDone', jobId, document, deviceId, copy };
  return happened(done, ...followed(state, command, job, outcome));
}

/** Who is told of a print, and what opens by it: a driver who waits for a ticket, staff where nobody hears. */
function followed(
  state: LotState,
  command: CommandHead,
  job: PrintJob,
  outcome: PrintOutcome,
): readonly LotEvent[] {
  if (job.document.kind === 'ticket' && job.laneId !== null)
    return ticketOut(state, command, job, outcome);
  if (outcome.ok) return [];
  if (job.laneId !== null) return receiptAlarm(state, command, job, outcome.detail);
  if (outcome.doubt !== 'unheard') return [];
  const printer = printerOf(state, job.deviceId)?.label ?? job.deviceId;
  const detail = `${printer}: ${documentName(job.document)}. ${outcome.detail}`;
  return raiseOnce(state, command, { code: 'print-unsettled', laneId: null, detail });
}

function failed(
  state: LotState,
  command: CommandHead,
  job: PrintJob,
  outcome: Extract<PrintOutcome, { ok: false }>,
): readonly LotEvent[] {
  const { id: jobId, document, deviceId, copy } = job;
  const { detail, doubt } = outcome;
  const event: EventOf<'PrintFailed'> = {
    type: 'PrintFailed',
    jobId,
    document,
    deviceId,
    copy,
    detail,
    ...(doubt === undefined ? {} : { mayBeOut: true }),
  };
  return [event, ...followed(state, command, job, outcome)];
}

/** Jobs of which nothing will be heard any more: the station that gave them was stopped. */
export function printTick(state: LotState, command: CommandHead): readonly LotEvent[] {
  const events: LotEvent[] = [];
  for (const job of state.printing.jobs.values())
    if (command.at - job.at >= JOB_LIMIT_MS)
      events.push(...failed(state, command, job, { ok: false, detail: STOPPED, doubt: 'unheard' }));
  return events;
}

function decideTillPrinter(
  state: LotState,
  { deviceId, actor }: CommandOf<'ChooseTillPrinter'>,
): Decision {
  if (deviceId !== null && printerOf(state, deviceId) === null)
    return refused('printer-unknown', deviceId);
  const before = state.printing.tillPrinters.get(actorName(actor)) ?? null;
  return before === deviceId ? NOTHING : happened({ type: 'TillPrinterChosen', deviceId });
}

function decidePaper(state: LotState, command: CommandOf<'ReportPaper'>): Decision {
  const { deviceId, low } = command;
  const printer = printerOf(state, deviceId);
  if (printer === null) return refused('printer-unknown', deviceId);
  const open = [...state.alarms.values()].find(
    (one) => one.code === 'paper-low' && one.deviceId === deviceId && one.clearedAt === null,
  );
  if (!low)
    return open === undefined ? NOTHING : happened({ type: 'AlarmCleared', alarmId: open.id });
  if (open !== undefined) return NOTHING;
  return happened({
    type: 'AlarmRaised',
    alarmId: idFrom(command, 'a'),
    code: 'paper-low',
    deviceId,
    laneId: printer.laneId ?? null,
    detail: `${printer.label}: little paper is left`,
  });
}

function decideSave({ printing }: LotState, { choice }: CommandOf<'SavePaperTemplate'>): Decision {
  const held = printing.templates.get(choice.paper);
  const before = held?.choice.template ?? null;
  if (JSON.stringify(before) === JSON.stringify(choice.template)) return NOTHING;
  return happened({ type: 'PaperTemplateSaved', version: (held?.version ?? 0) + 1, choice });
}

export const printingDeciders: Deciders<PrintingCommand> = {
  PrintDocument: decidePrint,
  ReportPrint: decideReport,
  RequestReceipt: decideRequestReceipt,
  ChooseTillPrinter: decideTillPrinter,
  ReportPaper: decidePaper,
  SavePaperTemplate: decideSave,
};
