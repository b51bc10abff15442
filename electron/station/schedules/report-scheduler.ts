import type { Actor } from '#domain/lot/actor.ts';
import { dueRuns, nextTryAt, type ReportRun } from '#domain/reporting/runs.ts';
import type { SavedReport } from '#domain/reporting/saved-report.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { LotHost, LotService } from '../runtime/lot-service.ts';
import { type SenderParts, sendReport } from './report-sender.ts';

const STATION: Actor = { kind: 'station' };
const LOOK_EVERY_MS = 10_000;

export interface SchedulerParts extends SenderParts {
  readonly host: Pick<LotHost, 'lots'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Sends the reports of all lots when they are due, one after another. What was due while the station was
 * off is sent once it is back; what fails is tried again after a while, whatever happens to the station
 * in between, because failures stand in the journal.
 */
export class ReportScheduler {
  readonly #parts: SchedulerParts;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> | null = null;
  #closed = false;

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
  }

  /** Looks for what is due from now on, at once for what was missed. */
  start(): void {
    this.#timer ??= setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
    void this.look();
  }

  /** Whether e-mail is set up. */
  get canMail(): boolean {
    return this.#parts.sendMail !== null;
  }

  /** The one folder that reports are written below. */
  get folder(): string {
    return this.#parts.folder;
  }

  /** Sends a report at once, beside its schedule. Rejects with what stands in the way. */
  send(lot: LotService, saved: SavedReport, run: ReportRun): Promise<readonly string[]> {
    return sendReport(this.#parts, lot, saved, run);
  }

  /** Sends what is due now. While a look is under way, it is the same one. */
  look(): Promise<void> {
    this.#working ??= this.#lookAtAll().finally(() => {
      this.#working = null;
    });
    return this.#working;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#working;
  }

  async #lookAtAll(): Promise<void> {
    for (const lot of this.#parts.host.lots.values()) {
      // Copied, since a report may be removed while another one is sent.
      for (const saved of [...lot.state.reporting.values()]) {
        if (this.#closed) return;
        if (lot.halted === null) await this.#sendAllDue(lot, saved.id);
      }
    }
  }

  /** In order: a run that fails holds up those after it, so that none is lost. */
  async #sendAllDue(lot: LotService, id: string): Promise<void> {
    for (;;) {
      const saved = lot.state.reporting.get(id);
      const run = saved === undefined ? undefined : this.#nextDue(lot, saved);
      if (saved === undefined || run === undefined || this.#closed) return;
      if (!(await this.#send(lot, saved, run))) return;
    }
  }

  #nextDue(lot: LotService, saved: SavedReport): ReportRun | undefined {
    const place = lot.state.installed?.lot;
    const now = this.#parts.clock.now();
    if (place === undefined) return undefined;
    if (saved.failing !== null && nextTryAt(saved.failing) > now) return undefined;
    return dueRuns(saved, now, place)[0];
  }

  /** Whether it went well and is noted. */
  async #send(lot: LotService, saved: SavedReport, run: ReportRun): Promise<boolean> {
    const { log } = this.#parts;
    const facts = { lotId: lot.lotId, report: saved.id, period: run.period.name };
    const note = { type: 'NoteReportRun', savedReportId: saved.id } as const;
    const { dueAt, period } = run;
    try {
      const fileNames = await sendReport(this.#parts, lot, saved, run);
      const outcome = { ok: true, fileNames } as const;
      const body = { ...note, dueAt, periodName: period.name, outcome };
      const noted = await lot.submit(body, { actor: STATION });
      log.info(facts, 'a report was sent');
      return noted.ok;
    } catch (error) {
      // Whatever went wrong: it is told on the console and tried again.
      const message = withoutAddresses(error instanceof Error ? error.message : String(error));
      log.warn({ ...facts, error: message }, 'a report could not be sent');
      const outcome = { ok: false, message } as const;
      await this.#noteFailure(lot, { ...note, dueAt, periodName: period.name, outcome });
      return false;
    }
  }

  async #noteFailure(lot: LotService, body: Parameters<LotService['submit']>[0]): Promise<void> {
    try {
      await lot.submit(body, { actor: STATION });
    } catch (error) {
      // A station that takes no commands looks again when it does.
      this.#parts.log.warn({ error: String(error) }, 'a failed report could not be noted');
    }
  }
}

const MESSAGE_MAX_CHARS = 300;

/** Mail servers repeat the addresses that they refuse; those belong into the vault alone. */
function withoutAddresses(message: string): string {
  return message.replace(/[^\s<>"',;:]+@[^\s<>"',;:]+/g, '(address)').slice(0, MESSAGE_MAX_CHARS);
}
