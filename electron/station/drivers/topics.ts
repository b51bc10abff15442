import type { DeviceId, LotId, SlotId } from '#domain/kernel/ids.ts';
import type { LaneTopic } from './lane-secret.ts';

/** The native topics of a lot, in one place: drivers, simulator and broker rules agree on them here. */
export function statusTopic(lotId: LotId, deviceId: DeviceId): string {
  return `gatehouse/${lotId}/device/${deviceId}/status`;
}

export function plateTopic(lotId: LotId, deviceId: DeviceId): string {
  return `gatehouse/${lotId}/camera/${deviceId}/plate`;
}

export function presenceTopic(lotId: LotId, slotId: SlotId): string {
  return `gatehouse/${lotId}/slot/${slotId}/presence`;
}

/** A dry contact: a fire panel's, retained, or a call button's. */
export function contactTopic(lotId: LotId, deviceId: DeviceId): string {
  return `gatehouse/${lotId}/contact/${deviceId}/state`;
}

/** A camera that counts the vehicles of a zone: crossings, or how many stand there (retained). */
export function zoneCountTopic(lotId: LotId, deviceId: DeviceId): string {
  return `gatehouse/${lotId}/zone/${deviceId}/count`;
}

/** What a lane controller tells (`event`), and what it is told: `ack`, `beat`, and `rights`, retained. */
export function controllerTopic(lotId: LotId, deviceId: DeviceId, what: LaneTopic): string {
  return `gatehouse/${lotId}/controller/${deviceId}/${what}`;
}

/** Out, retained. */
export function showTopic(lotId: LotId, deviceId: DeviceId): string {
  return `gatehouse/${lotId}/sign/${deviceId}/show`;
}

/** Whether only the station may write there: what commands a device must not come from a stranger. */
export function isStationTopic(topic: string): boolean {
  if (isRelayCommand(topic)) return true;
  return (
    topic.startsWith('gatehouse/') &&
    (topic.endsWith('/command') || topic.endsWith('/show') || isControllerTopic(topic))
  );
}

/** What switches a relay, and so opens a gate: as Tasmota and both generations of Shelly take it. */
function isRelayCommand(topic: string): boolean {
  if (topic.startsWith('cmnd/') || /^shellies\/.+\/command$/.test(topic)) return true;
  // Answers to the station's own requests come below its own topics, and changes as events.
  return (
    topic.endsWith('/rpc') && !topic.endsWith('/events/rpc') && !topic.startsWith('gatehouse/')
  );
}

/** What opens gates without a link must come from the station alone. */
function isControllerTopic(topic: string): boolean {
  return /^gatehouse\/[^/]+\/controller\/[^/]+\/(ack|beat|rights(\/[^/]+)?)$/.test(topic);
}
