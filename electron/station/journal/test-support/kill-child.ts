import { type ChildProcess, spawn } from 'node:child_process';

/** When to end the child, and how. */
export interface KillPlan {
  /** Counted from the start of the process, or from its first line of output. */
  readonly from: 'start' | 'first-line';
  readonly afterMs: number;
}

export interface KilledChild {
  /** Every whole line that it wrote before it died. */
  readonly lines: readonly string[];
  /** What it complained about; empty when it died of the signal alone. */
  readonly errors: string;
}

/** A child that has not written its first line by now never will. */
const FIRST_LINE_TIMEOUT_MS = 20_000;

/**
 * Runs `script` with this Node and ends it by SIGKILL as planned, as a power cut would: no handler
 * runs, no buffer is flushed. Returns once the process is gone.
 * @throws Error when the child ended by itself, with what it said
 */
export async function runUntilKilled(
  script: string,
  args: readonly string[],
  plan: KillPlan,
): Promise<KilledChild> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const kill = () => child.kill('SIGKILL');
  let timer = setTimeout(kill, plan.from === 'start' ? plan.afterMs : FIRST_LINE_TIMEOUT_MS);
  // A line that the kill cut in two is dropped: it was never wholly said.
  let whole = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const first = lines.length === 0;
    const parts = (whole + text).split('\n');
    whole = parts.pop() ?? '';
    lines.push(...parts);
    if (first && lines.length > 0 && plan.from === 'first-line') {
      clearTimeout(timer);
      timer = setTimeout(kill, plan.afterMs);
    }
  });
  const signal = await closed(child);
  clearTimeout(timer);
  if (signal !== 'SIGKILL') throw new Error(`the child ended by itself: ${errors}`);
  if (plan.from === 'first-line' && lines.length === 0) {
    throw new Error(`the child said nothing in ${FIRST_LINE_TIMEOUT_MS} ms: ${errors}`);
  }
  return { lines, errors };
}

function closed(child: ChildProcess): Promise<NodeJS.Signals | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (_code, signal) => resolve(signal));
  });
}
