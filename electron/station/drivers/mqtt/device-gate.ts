import { createHash, timingSafeEqual } from 'node:crypto';
import type { Device } from '#domain/facility/device-file.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { type BrokerGate, freeGuest, type Guest, type GuestShare } from './broker-gate.ts';
import type { RetainedLimits } from './retained-budget.ts';
import { type TopicRights, topicRights } from './topic-rights.ts';

export interface DeviceGateOptions {
  /** Whose password this is, or null. */
  readonly deviceOf: (
    password: string,
  ) => { readonly lotId: string; readonly deviceId: string } | null;
  /** A lot that runs here. */
  readonly lotOf: (lotId: string) => LotFile | null;
  /** The played field's own way in; it plays many devices. */
  readonly simulator: { readonly username: string; readonly password: string };
  /** Whether one without a name comes in: a demo alone. */
  readonly anonymous: boolean;
}

/** Takes as long whatever is right of it. */
function isSame(given: string, secret: string): boolean {
  const [one, other] = [given, secret].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(one as Buffer, other as Buffer);
}

/** A device has one; one that lost its line without a word comes again before the old one is found dead. */
const CONNECTIONS_MAX = 8;
/** A status, a state and what it was shown last, and room to spare. */
const RETAINED: RetainedLimits = { maxTopics: 200, maxBytes: 2 * 1_024 * 1_024 };
const SENSORS_MAX_BYTES = 16 * 1_024 * 1_024;
const TOPICS_OF_SLOT = 2;

function retainedOf({ driver }: Device, { slots }: LotFile): RetainedLimits {
  if (!driver.startsWith('slot-sensors')) return RETAINED;
  const maxTopics = RETAINED.maxTopics + slots.length * TOPICS_OF_SLOT;
  return { maxTopics, maxBytes: SENSORS_MAX_BYTES };
}

/**
 * Lets each device in with its own id as user name and its own password, to its own topics. What it may
 * do is looked up at every message: a device that was moved, changed or removed has its new rights at once.
 */
export function deviceGate(options: DeviceGateOptions): BrokerGate {
  const { deviceOf, lotOf, simulator, anonymous } = options;
  const known = new WeakMap<Device, TopicRights>();
  const byId = new WeakMap<LotFile, ReadonlyMap<string, Device>>();

  /** Asked with every message: a lot with a thousand devices must not look through them all. */
  function devicesOf(lot: LotFile): ReadonlyMap<string, Device> {
    const held = byId.get(lot) ?? new Map(lot.devices.map((device) => [device.id, device]));
    byId.set(lot, held);
    return held;
  }

  function shareOf(password: string): GuestShare | null {
    const named = deviceOf(password);
    const lot = named === null ? null : lotOf(named.lotId);
    const device = lot?.devices.find(({ id }) => id === named?.deviceId);
    return lot === null || device === undefined
      ? null
      : { connectionsMax: CONNECTIONS_MAX, retained: retainedOf(device, lot) };
  }

  function rightsOf(password: string, username: string): TopicRights | null {
    const named = deviceOf(password);
    if (named === null || named.deviceId !== username) return null;
    const lot = lotOf(named.lotId);
    const device = lot === null ? undefined : devicesOf(lot).get(username);
    if (lot === null || device === undefined) return null;
    const rights = known.get(device) ?? topicRights(device, lot);
    known.set(device, rights);
    return rights;
  }

  return {
    admit(username, password): Guest | null {
      if (username === null) return anonymous ? freeGuest('(anonymous)') : null;
      if (username === simulator.username)
        return isSame(password ?? '', simulator.password) ? freeGuest(username) : null;
      const secret = password ?? '';
      if (rightsOf(secret, username) === null) return null;
      return {
        // Another lot may have a device of this id.
        name: `${deviceOf(secret)?.lotId}/${username}`,
        share: shareOf(secret),
        mayPublish: (topic) => rightsOf(secret, username)?.mayPublish(topic) === true,
        maySubscribe: (filter) => rightsOf(secret, username)?.maySubscribe(filter) === true,
        isWelcome: () => rightsOf(secret, username) !== null,
      };
    },
  };
}
