import type { DriverContext } from './driver.ts';
import { initialLife, type LifeInput, stepLife } from './sign-of-life.ts';

const HEARD = '{"heard":true}';

/** The status of a device that has no connection of its own, by what it sends. */
export interface LifeWatch {
  heard(): void;
  /** The way that its words come is open, or not. */
  link(isUp: boolean): void;
  stop(): void;
}

/** `silentAfterMs` undefined: its silence says nothing. Remembers across restarts that it was heard once. */
export async function watchLife(
  context: DriverContext,
  silentAfterMs: number | undefined,
): Promise<LifeWatch> {
  const heardBefore = (await context.memory.read()) !== null;
  let isRemembered = heardBefore;
  let life = initialLife;
  let silence: NodeJS.Timeout | undefined;

  function step(input: LifeInput): void {
    const next = stepLife(life, input);
    life = next.state;
    if (next.report !== null) context.emit({ kind: 'status', ...next.report });
  }

  function watchSilence(): void {
    clearTimeout(silence);
    if (silentAfterMs === undefined) return;
    silence = setTimeout(() => step({ kind: 'silent' }), silentAfterMs);
  }

  function remember(): void {
    if (isRemembered) return;
    isRemembered = true;
    context.memory.write(HEARD).catch((error: Error) => {
      isRemembered = false;
      context.log.warn({ error: error.message }, 'it could not be noted that a device was heard');
    });
  }

  step({ kind: 'started', heardBefore });
  watchSilence();
  return {
    heard() {
      step({ kind: 'heard' });
      watchSilence();
      remember();
    },
    link(isUp) {
      step({ kind: isUp ? 'link-up' : 'link-down' });
      if (isUp) watchSilence();
      else clearTimeout(silence);
    },
    stop() {
      clearTimeout(silence);
    },
  };
}
