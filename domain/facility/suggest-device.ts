import type { LotFile } from './lot-file.ts';

/** What a form begins with for a topic that nobody listens to: as much as topic and message say. */
export type Suggestion = Readonly<Record<string, unknown>>;

/** Names under which makers tell whether a slot is taken, the most telling first. */
const OCCUPIED_NAMES = ['occupied', 'occupancy', 'presence', 'parked', 'state', 'contact'];

/** What a device behind a topic may be; a start for whoever maps it, never more than a guess. */
export function suggestDevice(topic: string, sample: string, lot: LotFile): Suggestion {
  return native(topic, lot) ?? known(topic, sample) ?? sensor(topic, sample);
}

/**
 * Whether a topic belongs to a lot as it is: of one of its devices or slots, or out of the station itself.
 * Topics of other makers are known by who listens to them.
 */
export function isOfLot(topic: string, lot: LotFile): boolean {
  const [root, lotId, what, id = ''] = topic.split('/');
  if (root !== 'gatehouse' || lotId !== lot.id) return false;
  if (what === 'slot') return lot.slots.some((slot) => slot.id === id);
  return lot.devices.some((device) => device.id === id);
}

function native(topic: string, lot: LotFile): Suggestion | null {
  const [root, lotId, what, id] = topic.split('/');
  if (root !== 'gatehouse' || lotId !== lot.id || id === undefined) return null;
  const head = { id, label: id };
  switch (what) {
    case 'camera':
      return { ...head, driver: 'camera-mqtt' };
    case 'contact':
      return { ...head, driver: 'contact-mqtt', contact: 'call-button' };
    case 'controller':
      return { ...head, driver: 'lane-controller-mqtt' };
    case 'sign':
      return { ...head, driver: 'sign-mqtt' };
    default:
      return head;
  }
}

function known(topic: string, sample: string): Suggestion | null {
  const chirpstack = /^application\/([\w-]+)\/device\/([0-9a-f]{16})\/event\//i.exec(topic);
  if (chirpstack !== null)
    return {
      driver: 'slot-sensors-chirpstack',
      applicationId: chirpstack[1],
      codec: { kind: 'bosch-tps110' },
      sensors: [{ devEui: chirpstack[2] }],
    };
  if (!/(^|\/)tracked_object_update$/.test(topic)) return null;
  const { camera } = parsed(sample);
  return {
    driver: 'camera-frigate',
    topic,
    ...(typeof camera === 'string' ? { camera, label: camera } : {}),
  };
}

function sensor(topic: string, sample: string): Suggestion {
  const message = parsed(sample);
  const occupied = OCCUPIED_NAMES.find((name) => Object.hasOwn(message, name));
  return {
    driver: 'slot-sensors-topics',
    ...(occupied === undefined ? {} : { occupied }),
    ...(Object.hasOwn(message, 'battery') ? { battery: 'battery' } : {}),
    sensors: [{ topic }],
  };
}

function parsed(sample: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(sample);
    return typeof json === 'object' && json !== null ? { ...json } : {};
  } catch {
    // A plain word, or a message that was cut: it says nothing of its shape.
    return {};
  }
}
