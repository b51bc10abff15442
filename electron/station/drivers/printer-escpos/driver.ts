import { openDeviceLine } from '../device-line.ts';
import { type FieldOutput, MayBeOnPaper, type StartDriver } from '../driver.ts';
import type { Answered } from '../line-tap.ts';
import { createPrinterReader } from './codec.ts';
import {
  type PrinterEffect,
  type PrinterInput,
  type PrinterTimer,
  printerStep,
  startState,
} from './handshake.ts';

/** Sent in pieces of this size, so that a job which is given up does not go on by itself. */
export const PIECE_BYTES = 512;
/** A report is sent in one go; what stays unfinished this long was cut off. */
const PARTIAL_TIMEOUT_MS = 500;

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** A ticket or receipt printer that tells how it stands, and whether a job is on paper. */
export const start: StartDriver<'printer-escpos'> = async (context) => {
  const { device, emit, drop } = context;
  const reader = createPrinterReader();
  const timers = new Map<PrinterTimer, NodeJS.Timeout>();
  const waiting = new Map<string, Waiting>();
  const inputs: PrinterInput[] = [];
  let state = startState(device.answers);
  let isBusy = false;
  let isStopped = false;
  let partial: NodeJS.Timeout | undefined;
  /** Counts up whenever what is being sent is given up. */
  let sending = 0;
  /** The question that is open, for how long its answer takes. */
  let measured: Answered | null = null;

  const timeouts: Readonly<Record<PrinterTimer, { ms: number; input: PrinterInput }>> = {
    poll: { ms: device.pollMs, input: { kind: 'poll-time' } },
    reply: { ms: device.replyTimeoutMs, input: { kind: 'reply-timeout' } },
    print: { ms: device.printTimeoutMs, input: { kind: 'print-timeout' } },
  };

  /** An effect may lead to an input at once; it is taken after the effects that are under way. */
  function take(input: PrinterInput): void {
    if (isStopped) return;
    inputs.push(input);
    if (isBusy) return;
    isBusy = true;
    for (let next = inputs.shift(); next !== undefined; next = inputs.shift()) {
      const step = printerStep(state, next);
      state = step.state;
      for (const effect of step.effects) run(effect);
    }
    isBusy = false;
  }

  function run(effect: PrinterEffect): void {
    switch (effect.kind) {
      case 'write':
        line.write(effect.bytes);
        return;
      case 'send':
        void sendPieces(effect.id, effect.bytes);
        return;
      case 'stop-sending':
        sending += 1;
        return;
      case 'start':
        // The time for a reply runs from the question, and from nothing else.
        if (effect.timer === 'reply') measured = context.tap.asked();
        clearTimeout(timers.get(effect.timer));
        timers.set(
          effect.timer,
          setTimeout(() => take(timeouts[effect.timer].input), timeouts[effect.timer].ms),
        );
        return;
      case 'stop':
        clearTimeout(timers.get(effect.timer));
        return;
      case 'printed':
        waiting.get(effect.id)?.resolve();
        waiting.delete(effect.id);
        return;
      case 'not-printed':
        waiting
          .get(effect.id)
          ?.reject(effect.maybe ? new MayBeOnPaper(effect.sentence) : new Error(effect.sentence));
        waiting.delete(effect.id);
        return;
      case 'status': {
        const { status, detail, noPaper } = effect;
        if (status === 'online') line.settled();
        emit({
          kind: 'status',
          status,
          detail,
          ...(noPaper ? { cause: 'no-paper' as const } : {}),
        });
        return;
      }
      case 'paper-low':
        emit({ kind: 'paper', low: effect.low });
        return;
      case 'reopen':
        line.reopen();
    }
  }

  async function sendPieces(id: string, bytes: Uint8Array): Promise<void> {
    const mine = ++sending;
    try {
      for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
        await line.send(bytes.subarray(at, at + PIECE_BYTES));
        if (sending !== mine) return;
      }
      take({ kind: 'sent', id });
    } catch (error) {
      // The line says itself that it is lost, and the job ends by that.
      context.log.debug({ error: String(error) }, 'a job was not sent whole');
    }
  }

  function hear(chunk: Buffer): void {
    const { messages, garbageBytes } = reader.push(chunk);
    if (garbageBytes > 0) drop('line-garbage', `${garbageBytes} bytes that no printer sends`);
    for (const message of messages) {
      if (message.kind === 'now') {
        measured?.();
        measured = null;
      }
      take({ kind: 'message', message });
    }
    clearTimeout(partial);
    partial = setTimeout(dropPartial, PARTIAL_TIMEOUT_MS);
  }

  function dropPartial(): void {
    const bytes = reader.drop();
    if (bytes > 0) drop('line-garbage', `a report that was cut off after ${bytes} bytes`);
  }

  const line = openDeviceLine(
    device.connection,
    {
      onOpen: () => take({ kind: 'line-up' }),
      onData: hear,
      onDown(sentence) {
        clearTimeout(partial);
        measured = null;
        dropPartial();
        take({ kind: 'line-down', sentence });
      },
    },
    context.tap,
  );

  return {
    perform(order: FieldOutput) {
      if (order.kind !== 'print') return Promise.resolve();
      const { jobId: id, bytes } = order;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        take({ kind: 'print', job: { id, bytes } });
      });
    },
    async stop() {
      isStopped = true;
      sending += 1;
      for (const timer of timers.values()) clearTimeout(timer);
      clearTimeout(partial);
      for (const { reject } of waiting.values())
        reject(new MayBeOnPaper('The station closes the printer. It may be on paper.'));
      waiting.clear();
      await line.stop();
    },
  };
};
