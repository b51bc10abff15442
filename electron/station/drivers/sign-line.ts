import type { Connection } from './device-line.ts';
import { openDeviceLine } from './device-line.ts';
import type { Driver, DriverContext, Show } from './driver.ts';
import { sentenceOf } from './fault-sentence.ts';
import type { DeviceLine } from './serial-line.ts';
import { keepSign } from './sign-keeper.ts';

/** A reply that a sign was to give did not come so often in a row: the sign is lost. */
const MISSED_MAX = 2;
/** A sign that was told something and did not answer is told again after so long. */
const RETRY_MS = 2_000;

/** What differs from one sign on a line to another. */
export interface SignSpeech {
  encode(show: Show): Buffer;
  /** What is sent after the text, for a sign that has to be asked whether it took it. */
  readonly question?: Buffer;
  /** Whether these bytes say that the text arrived, together with those before. Null: it does not answer. */
  readonly listen: ((chunk: Buffer, show: Show | null) => 'taken' | 'refused' | null) | null;
  readonly replyTimeoutMs: number;
  /** Sent again so often. */
  readonly repeatMs?: number | undefined;
}

/** A sign on a line of its own: told when what it shows changes, and again whenever its line is back. */
export function startSignOnLine(
  context: DriverContext & { readonly device: { readonly laneId?: string | undefined } },
  connection: Connection,
  speech: SignSpeech,
): Driver {
  const { device, emit, log, tap } = context;
  let missed = 0;
  let said = '';
  let asked: { readonly show: Show; answer(what: 'taken' | 'refused' | null): void } | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const keeper = keepSign({
    device,
    deliver,
    failed: (error) => log.warn({ error: sentenceOf(error) }, 'sign not refreshed'),
  });

  function say(online: boolean, detail: string): void {
    const report = `${online} ${detail}`;
    if (said === report) return;
    said = report;
    emit({ kind: 'status', status: online ? 'online' : 'offline', detail });
  }

  async function deliver(show: Show): Promise<void> {
    clearTimeout(timer);
    await line.send(speech.encode(show));
    if (speech.listen !== null) await taken(show);
    if (speech.repeatMs !== undefined) againIn(speech.repeatMs);
  }

  function againIn(ms: number): void {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => keeper.again(), ms);
  }

  /** Waits for the sign's word. One that is silent is told again, and lost after a few times. */
  async function taken(show: Show): Promise<void> {
    const answered = tap.asked();
    const answer = await new Promise<'taken' | 'refused' | null>((resolve) => {
      const timeout = setTimeout(() => resolve(null), speech.replyTimeoutMs);
      asked = {
        show,
        answer(what) {
          clearTimeout(timeout);
          resolve(what);
        },
      };
      if (speech.question !== undefined) line.write(speech.question);
    });
    asked = null;
    if (answer === 'taken') {
      missed = 0;
      answered();
      line.settled();
      say(true, '');
      return;
    }
    againIn(RETRY_MS);
    if (answer === 'refused') {
      context.drop('malformed', 'it does not show what it was told');
      throw new Error('It does not show what it was told.');
    }
    missed += 1;
    if (missed === MISSED_MAX) say(false, 'It does not answer.');
    if (missed >= MISSED_MAX && line.isOpen) line.reopen();
    throw new Error('It did not answer; whether it shows the text is not known.');
  }

  const line: DeviceLine = openDeviceLine(
    connection,
    {
      onOpen() {
        // One that answers is online by its answer, one that only listens by its line.
        if (speech.listen === null || missed < MISSED_MAX) say(true, '');
        if (speech.listen === null) line.settled();
        keeper.again();
      },
      onData(chunk) {
        const answer = speech.listen?.(chunk, asked?.show ?? null) ?? null;
        if (answer !== null) asked?.answer(answer);
      },
      onDown(sentence) {
        clearTimeout(timer);
        asked?.answer(null);
        keeper.lost();
        say(false, sentence);
      },
    },
    tap,
  );

  return {
    perform: (output) => keeper.perform(output),
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      asked?.answer(null);
      await line.stop();
      clearTimeout(timer);
    },
  };
}
