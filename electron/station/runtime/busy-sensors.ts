import type { DeviceId, SlotId } from '#domain/kernel/ids.ts';
import type { FieldInput } from '../drivers/driver.ts';

/** What a full inbox turned away is said again after so long. */
export const SAY_AGAIN_AFTER_MS = 1_000;

type Presence = Extract<FieldInput, { kind: 'presence' }>;

/** What slot sensors said last while the lot had no room for it: their drivers tell each change only once. */
export interface BusySensors {
  /** Something newer of this slot is on its way. */
  heard(slotId: SlotId): void;
  hold(deviceId: DeviceId, input: Presence): void;
}

/** Bounded by the slots of the lot, since one word is held of each. `say` is given it again later. */
export function newBusySensors(say: (deviceId: DeviceId, input: Presence) => void): BusySensors {
  const held = new Map<SlotId, readonly [DeviceId, Presence]>();
  let timer: NodeJS.Timeout | undefined;

  function sayAgain(): void {
    timer = undefined;
    const due = [...held.values()];
    held.clear();
    for (const [deviceId, input] of due) say(deviceId, input);
  }

  return {
    heard(slotId) {
      held.delete(slotId);
    },
    hold(deviceId, input) {
      held.set(input.slotId, [deviceId, input]);
      timer ??= setTimeout(sayAgain, SAY_AGAIN_AFTER_MS);
      timer.unref();
    },
  };
}
