import type { SlotId } from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { DeviceStatus } from '#domain/lot/words.ts';
import type { DriverContext, FieldInput } from './driver.ts';
import { newSensor, type SensorInput, type SensorState, stepSensor } from './slot-sensor.ts';

/** Due times are looked at in steps of so much: thousands of sensors share one timer. */
const LOOK_STEP_MS = 50;
const TIMER_MAX_MS = 3_600_000;
/** Where the lot's file says nothing. */
const SETTLE_MS = 2_500;
const LOST_AFTER_MS = 30_000;

export interface SlotPresenceLimits {
  readonly settleMs?: number | undefined;
  /** Absent: silence says nothing. */
  readonly silentAfterMs?: number | undefined;
  readonly lostAfterMs?: number | undefined;
}

/** What was said of itself by a sensor. */
export type SensorHealth = Omit<
  Extract<FieldInput, { kind: 'sensor' }>,
  'kind' | 'slotId' | 'flaps'
>;

/** The sensors of one controller: weighs what they say and gives the lot what holds. */
export interface SlotPresence {
  said(slotId: SlotId, occupied: boolean, kept?: boolean): void;
  /** It sent something else; its battery and temperature where it says them. */
  heard(slotId: SlotId, health?: SensorHealth): void;
  /** How the controller is: when it stays away, its slots become unknown. */
  controller(status: DeviceStatus): void;
  stop(): void;
}

/**
 * Watches the sensors of `slotIds`. `returned` is called when the controller is back after its slots had
 * become unknown.
 */
export function watchSlots(
  context: Pick<DriverContext, 'emit' | 'now'>,
  slotIds: Iterable<SlotId>,
  limits: SlotPresenceLimits,
  returned: () => void = () => undefined,
): SlotPresence {
  const { settleMs = SETTLE_MS, silentAfterMs, lostAfterMs = LOST_AFTER_MS } = limits;
  const sensors = new Map<SlotId, SensorState>();
  const dues = new Map<SlotId, Instant>();
  let timer: NodeJS.Timeout | undefined;
  let timerAt = Number.POSITIVE_INFINITY;
  let losing: NodeJS.Timeout | undefined;
  let isLost = false;
  let isStopped = false;

  function step(slotId: SlotId, input: SensorInput): void {
    const before = sensors.get(slotId) ?? newSensor;
    const next = stepSensor(before, input, { settleMs, silentAfterMs });
    sensors.set(slotId, next.state);
    if (next.dueAt === null) dues.delete(slotId);
    else {
      dues.set(slotId, next.dueAt);
      wakeAt(next.dueAt);
    }
    if (next.report !== null) context.emit({ kind: 'presence', slotId, presence: next.report });
    if (next.state.flaps !== before.flaps)
      context.emit({ kind: 'sensor', slotId, flaps: next.state.flaps });
  }

  function wakeAt(at: Instant): void {
    if (isStopped || at >= timerAt) return;
    clearTimeout(timer);
    timerAt = at;
    const waitMs = Math.min(TIMER_MAX_MS, Math.max(LOOK_STEP_MS, at - context.now()));
    timer = setTimeout(look, waitMs);
  }

  function look(): void {
    timerAt = Number.POSITIVE_INFINITY;
    const now = context.now();
    for (const [slotId, due] of [...dues]) if (due <= now) step(slotId, { kind: 'time', at: now });
    let next = Number.POSITIVE_INFINITY;
    for (const due of dues.values()) next = Math.min(next, due);
    if (Number.isFinite(next)) wakeAt(next);
  }

  // Of an earlier run the lot still knows what was said: silence counts from now on.
  for (const slotId of slotIds) {
    sensors.set(slotId, newSensor);
    if (silentAfterMs !== undefined) step(slotId, { kind: 'heard', at: context.now() });
  }

  function lose(): void {
    isLost = true;
    for (const slotId of sensors.keys()) step(slotId, { kind: 'lost' });
  }

  return {
    said(slotId, occupied, kept = false) {
      step(slotId, { kind: 'said', occupied, at: context.now(), kept });
    },
    heard(slotId, health) {
      step(slotId, { kind: 'heard', at: context.now() });
      if (health !== undefined) context.emit({ kind: 'sensor', slotId, ...health });
    },
    controller(status) {
      clearTimeout(losing);
      if (status === 'offline') {
        if (!isLost && !isStopped) losing = setTimeout(lose, lostAfterMs);
        return;
      }
      if (!isLost) return;
      isLost = false;
      returned();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      clearTimeout(losing);
    },
  };
}
