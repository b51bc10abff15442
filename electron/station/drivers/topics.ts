import type { DeviceId, LotId, SlotId } from '#domain/kernel/ids.ts';

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

/** Out, retained. */
export function showTopic(lotId: LotId, deviceId: DeviceId): string {
  return `gatehouse/${lotId}/sign/${deviceId}/show`;
}

/** Whether only the station may write there: what commands a device must not come from a stranger. */
export function isStationTopic(topic: string): boolean {
  return topic.startsWith('gatehouse/') && (topic.endsWith('/command') || topic.endsWith('/show'));
}
