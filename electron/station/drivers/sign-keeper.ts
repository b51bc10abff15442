import type { DeviceId, LaneId } from '#domain/kernel/ids.ts';
import type { FieldOutput, Show } from './driver.ts';

export interface SignKeeperOptions {
  readonly device: { readonly id: DeviceId; readonly laneId?: LaneId | undefined };
  /** Brings it onto the sign; rejects with a sentence when that was not possible. */
  readonly deliver: (show: Show) => Promise<void>;
  /** What was wanted could not be brought onto the sign when it was reached again. */
  readonly failed: (error: unknown) => void;
}

/** Keeps a sign at what it is to show: sent when it changes, and again when the sign was lost. */
export interface SignKeeper {
  perform(output: FieldOutput): Promise<void>;
  /** Nothing is known of what the sign shows; it is told again if anything is to be shown. */
  again(): void;
  /** Nothing is known of what the sign shows, and it cannot be told now. */
  lost(): void;
}

/**
 * What a sign shows is what its lane says, or its board while the lane is idle. One delivery at a time; what
 * was overtaken meanwhile is never sent.
 */
export function keepSign({ device, deliver, failed }: SignKeeperOptions): SignKeeper {
  let lane: (Show & { readonly idle?: boolean }) | null = null;
  let board: Show | null = null;
  /** What the sign shows; null when that is not sure. */
  let held: Show | null = null;
  let sending: Promise<void> = Promise.resolve();

  const wanted = (): Show | null => (lane === null || lane.idle ? (board ?? lane) : lane);

  async function bring(): Promise<void> {
    const show = wanted();
    if (show === null || (held !== null && sameShow(held, show))) return;
    held = null;
    await deliver(show);
    held = show;
  }

  function update(): Promise<void> {
    // A delivery that failed was told to whoever asked for it.
    sending = sending.then(bring, bring);
    sending.catch(() => undefined);
    return sending;
  }

  return {
    async perform(output) {
      if (output.kind === 'show' && output.laneId === device.laneId) lane = output;
      else if (output.kind === 'board' && output.deviceId === device.id) board = output;
      else return;
      await update();
    },
    again() {
      held = null;
      update().catch(failed);
    },
    lost() {
      held = null;
    },
  };
}

function sameShow(a: Show, b: Show): boolean {
  if (a.qr !== b.qr || a.lines.length !== b.lines.length) return false;
  return a.lines.every((line, i) => line === b.lines[i]);
}
