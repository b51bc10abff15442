import type { LotId } from '../kernel/ids.ts';
import type { Device, DriverName } from './device-file.ts';

/** What a device is for, whatever it speaks: the first word of its driver's name. */
export const DEVICE_KINDS = [
  'barrier',
  'camera',
  'charger',
  'contact',
  'lane',
  'printer',
  'scanner',
  'sign',
  'slot',
  'terminal',
  'zone',
] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number] | 'other';

export const LINK_KINDS = ['serial', 'tcp', 'http', 'mqtt'] as const;
/**
 * By what a device's latency is known: it was asked and answered, the broker took what it was told, or its
 * own clock says when what it tells has happened.
 */
export const LATENCY_SOURCES = ['device', 'broker', 'clock'] as const;
export type LatencySource = (typeof LATENCY_SOURCES)[number];

export type LinkKind = (typeof LINK_KINDS)[number];

/** The way that a device's words come. */
export interface DeviceLink {
  readonly kind: LinkKind;
  /** Such as `/dev/ttyUSB0 · 19200 8E1`, `10.0.0.7:20007`, or where its topics begin. */
  readonly place: string;
}

export function kindOf(driver: DriverName): DeviceKind {
  const [first] = driver.split('-', 1);
  return DEVICE_KINDS.find((kind) => kind === first) ?? 'other';
}

/**
 * How a device is connected, read from its configuration alone: a serial line, an address, a door of the
 * station, or the broker. So a new driver is told rightly without a word here.
 */
export function linkOf(device: Device, lotId: LotId): DeviceLink {
  for (const part of partsOf(device)) {
    const { path, baudRate, dataBits, parity, stopBits } = part;
    if (typeof path === 'string' && typeof baudRate === 'number') {
      const letter = String(parity ?? 'none')
        .charAt(0)
        .toUpperCase();
      const frame = `${dataBits ?? 8}${letter}${stopBits ?? 1}`;
      return { kind: 'serial', place: `${path} · ${baudRate} ${frame}` };
    }
    if (typeof part.host === 'string' && typeof part.port === 'number')
      return { kind: 'tcp', place: `${part.host}:${part.port}` };
  }
  if (device.driver === 'camera-push') return { kind: 'http', place: `/field/anpr/${device.id}` };
  if (device.driver.includes('ocpp')) return { kind: 'http', place: `/ocpp/${device.id}` };
  const [topic] = ownTopics(device);
  return { kind: 'mqtt', place: topic ?? nativePlace(device, lotId) };
}

/** Topics and their beginnings that a device's own configuration names, as they stand there. */
export function ownTopics(device: Device): readonly string[] {
  const found: string[] = [];
  for (const part of partsOf(device))
    for (const [key, value] of Object.entries(part))
      if (/topic|prefix$/i.test(key) && typeof value === 'string') found.push(value);
  // Frigate says by a topic beside it whether it is there.
  if (device.driver === 'camera-frigate' && device.topic.includes('/'))
    found.push(device.topic.slice(0, device.topic.lastIndexOf('/')));
  if (device.driver === 'slot-sensors-chirpstack')
    found.push(`application/${device.applicationId}`);
  return found;
}

function nativePlace({ id, driver }: Device, lotId: LotId): string {
  return driver === 'slot-sensors-mqtt'
    ? `gatehouse/${lotId}/slot/…`
    : `gatehouse/${lotId}/…/${id}`;
}

/** A device's configuration and all that is nested in it. */
function partsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(partsOf)];
}
