import type { DeviceOf } from '../../facility/device-file.ts';
import type { DeviceId } from '../../kernel/ids.ts';
import { SECOND_MS } from '../../kernel/instant.ts';
import { nextCopy, type PrintJob } from '../../printing/print-job.ts';
import type { PrintingCommand } from '../command/printing.ts';
import type { CommandHead, CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import { type Decision, happened, NOTHING, refused } from '../decision.ts';
import type { EventOf, LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';
import { ticketOut } from './ticket-print.ts';

/** Documents of a lot that are with its printers at one time. */
export const JOBS_OPEN_MAX = 200;
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
  if (!outcome.ok) return happened(...failed(state, command, job, outcome.detail));
  const { document, deviceId, copy } = job;
  const done: LotEvent = { type: 'PrintDone', jobId, document, deviceId, copy };
  return happened(done, ...ticketOut(state, command, job, { ok: true }));
}

function failed(
  state: LotState,
  command: CommandHead,
  job: PrintJob,
  detail: string,
): readonly LotEvent[] {
  const { id: jobId, document, deviceId, copy } = job;
  const event: EventOf<'PrintFailed'> = {
    type: 'PrintFailed',
    jobId,
    document,
    deviceId,
    copy,
    detail,
  };
  return [event, ...ticketOut(state, command, job, { ok: false, detail })];
}

/** Jobs of which nothing will be heard any more: the station that gave them was stopped. */
export function printTick(state: LotState, command: CommandHead): readonly LotEvent[] {
  const events: LotEvent[] = [];
  for (const job of state.printing.jobs.values())
    if (command.at - job.at >= JOB_LIMIT_MS) events.push(...failed(state, command, job, STOPPED));
  return events;
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
  ReportPaper: decidePaper,
  SavePaperTemplate: decideSave,
};
