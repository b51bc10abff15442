import type { DeviceOf } from '#domain/facility/device-file.ts';

export type PrinterDevice = DeviceOf<'printer-escpos'>;

const DLE = 0x10;
const EOT = 0x04;
const GS = 0x1d;
const XON = 0x11;
const XOFF = 0x13;

/** What stops a printer beside paper and cover. */
export type PrinterError = 'cutter' | 'unrecoverable' | 'recovering';

/** How a printer stands, by its own word. */
export interface PrinterCondition {
  readonly paper: 'present' | 'low' | 'out';
  readonly coverOpen: boolean;
  readonly error: PrinterError | null;
}

/** The questions of one round: printer, why offline, what error, paper. */
export const QUESTIONS = [1, 2, 3, 4] as const;
export type Question = (typeof QUESTIONS)[number];

/** Answered at once, whatever the printer is doing. */
export function askNow(question: Question): Uint8Array {
  return Uint8Array.of(DLE, EOT, question);
}

/** From now on the printer tells of every change of drawer, cover, error and paper by itself. */
export const TELL_CHANGES = Uint8Array.of(GS, 0x61, 0x0f);

/** Answered when all that was sent before is on the paper: the one proof of a job that all printers give. */
const ASK_PRINTED = Uint8Array.of(GS, 0x72, 1);

/** Drops what is in the printer and not on the paper yet, so that it does not come out later. */
export const FORGET = Uint8Array.of(DLE, 0x14, 8, 1, 3, 20, 1, 6, 2, 8);

/** What follows a job: ESC @ at its head has ended the reports of changes, so they are asked for again. */
export const AFTER_JOB = Uint8Array.of(...TELL_CHANGES, ...ASK_PRINTED);

export type PrinterMessage =
  /** Sent by itself after a change, and once when it is asked to. */
  | { readonly kind: 'changed'; readonly condition: PrinterCondition }
  /** The answer to the question that is open. */
  | { readonly kind: 'now'; readonly byte: number }
  /** All before it is printed; and how the paper is. */
  | { readonly kind: 'printed'; readonly paper: PrinterCondition['paper'] };

export interface PrinterReader {
  push(chunk: Uint8Array): {
    readonly messages: readonly PrinterMessage[];
    readonly garbageBytes: number;
  };
  /** Forgets a report that was begun; how many bytes it had. */
  drop(): number;
}

const CHANGED_BYTES = 4;

/**
 * Takes apart what a printer sends. The fixed bits of a byte say what it is.
 * Source: Epson, ESC/POS Command Reference, "Identifying the transmission data".
 */
export function createPrinterReader(): PrinterReader {
  /** A report of a change that has begun. */
  let report: number[] = [];
  return {
    push(chunk) {
      const messages: PrinterMessage[] = [];
      let garbageBytes = 0;
      for (const byte of chunk) {
        if (byte === XON || byte === XOFF) continue;
        const kind = kindOf(byte);
        if (report.length > 0 && kind === 'rest') {
          report.push(byte);
          if (report.length < CHANGED_BYTES) continue;
          messages.push({ kind: 'changed', condition: conditionOfReport(report) });
          report = [];
          continue;
        }
        garbageBytes += report.length;
        report = [];
        if (kind === 'report') report = [byte];
        else if (kind === 'now') messages.push({ kind: 'now', byte });
        else if (kind === 'rest')
          messages.push({ kind: 'printed', paper: paperOf(byte, 0x0c, 0x03) });
        else garbageBytes += 1;
      }
      return { messages, garbageBytes };
    },
    drop() {
      const bytes = report.length;
      report = [];
      return bytes;
    },
  };
}

/** `0xx1xx00` begins a report, `0xx1xx10` answers a question, `0xx0xxxx` goes on or tells of the paper. */
function kindOf(byte: number): 'report' | 'now' | 'rest' | 'garbage' {
  if ((byte & 0x90) === 0x00) return 'rest';
  if ((byte & 0x93) === 0x10) return 'report';
  return (byte & 0x93) === 0x12 ? 'now' : 'garbage';
}

function conditionOfReport([
  first = 0,
  second = 0,
  third = 0,
]: readonly number[]): PrinterCondition {
  return {
    paper: paperOf(third, 0x0c, 0x03),
    coverOpen: (first & 0x20) !== 0,
    error: errorOf(second),
  };
}

function paperOf(byte: number, out: number, low: number): PrinterCondition['paper'] {
  if ((byte & out) !== 0) return 'out';
  return (byte & low) === 0 ? 'present' : 'low';
}

/** The same bits in a report and in an answer. */
function errorOf(byte: number): PrinterError | null {
  if ((byte & 0x08) !== 0) return 'cutter';
  if ((byte & 0x20) !== 0) return 'unrecoverable';
  return (byte & 0x40) === 0 ? null : 'recovering';
}

/** How the printer stands by the four answers of a round. */
export function conditionOfAnswers(answers: Readonly<Record<Question, number>>): PrinterCondition {
  const isOut = (answers[2] & 0x20) !== 0;
  return {
    paper: isOut ? 'out' : paperOf(answers[4], 0x60, 0x0c),
    coverOpen: (answers[2] & 0x04) !== 0,
    error: errorOf(answers[3]),
  };
}

/** Why it prints nothing, as a sentence for staff; null while it prints. */
export function stopSentence({ paper, coverOpen, error }: PrinterCondition): string | null {
  if (coverOpen) return 'Its cover is open.';
  if (paper === 'out') return 'It has no paper.';
  switch (error) {
    case 'cutter':
      return 'Its knife is jammed.';
    case 'unrecoverable':
      return 'It reports a fault. Switch it off and on again.';
    case 'recovering':
      return 'It is too hot and rests.';
    case null:
      return null;
  }
}
