import type { DeviceOf } from '../../facility/device-file.ts';
import type { DeviceId, ZoneId } from '../../kernel/ids.ts';
import { clampCount, type ZoneFlag } from '../../zone/zone-count.ts';
import type { ZoneCommand } from '../command/zone.ts';
import type { CommandHead, CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import { type Decision, happened, NOTHING, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';

function decideCrossing(state: LotState, command: CommandOf<'ReportCrossing'>): Decision {
  const { deviceId, way, vehicles } = command;
  const counter = counterOf(state, deviceId);
  if (counter === null) return refused('device-unknown', deviceId);
  if (vehicles <= 0) return NOTHING;
  const { zoneId, counts } = counter;
  const change = way === 'in' ? vehicles : -vehicles;
  const events = moved(state, command, zoneId, change);
  const otherId = counts.kind === 'crossings' ? counts.otherZoneId : undefined;
  // What leaves one zone here stands in the other from now on.
  if (otherId !== undefined) events.push(...moved(state, command, otherId, -change));
  return happened(...events);
}

function moved(
  state: LotState,
  command: CommandHead & { readonly deviceId: DeviceId },
  zoneId: ZoneId,
  change: number,
): LotEvent[] {
  const zone = state.zones.get(zoneId);
  if (zone === undefined) return [];
  return counted(state, command, { zoneId, wanted: zone.vehicles + change, occupied: null });
}

function decideOccupied(state: LotState, command: CommandOf<'ReportOccupied'>): Decision {
  const { deviceId, vehicles } = command;
  const counter = counterOf(state, deviceId);
  const zone = counter === null ? undefined : state.zones.get(counter.zoneId);
  if (zone === undefined) return refused('device-unknown', deviceId);
  if (zone.occupied.get(deviceId) === vehicles) return NOTHING;
  let wanted = vehicles;
  for (const [other, seen] of zone.occupied) if (other !== deviceId) wanted += seen;
  const { zoneId } = zone;
  return happened(...counted(state, command, { zoneId, wanted, occupied: vehicles }));
}

/** The new count, held where it can be true; that it was held is told once, until staff have counted. */
function counted(
  state: LotState,
  command: CommandHead & { readonly deviceId: DeviceId },
  { zoneId, wanted, occupied }: { zoneId: ZoneId; wanted: number; occupied: number | null },
): LotEvent[] {
  const { deviceId } = command;
  const slots = state.installed?.countedZones.get(zoneId)?.length ?? 0;
  const { vehicles, flag } = clampCount(wanted, slots);
  const zone = state.zones.get(zoneId);
  const isNew = flag !== null && zone !== undefined && zone.alarmId === null;
  const alarmId = isNew ? `${idFrom(command, 'a')}-zone-${zoneId}` : null;
  const event: LotEvent = {
    type: 'ZoneCounted',
    ...{ zoneId, deviceId, vehicles, occupied, flag, alarmId },
  };
  if (alarmId === null || flag === null) return [event];
  const detail = sentenceOf(labelOf(state, zoneId), flag);
  const raised = { type: 'AlarmRaised', alarmId, code: 'zone-drift', detail } as const;
  return [event, { ...raised, deviceId: null, laneId: null }];
}

function sentenceOf(label: string, flag: ZoneFlag): string {
  return flag === 'below-none'
    ? `${label}: more vehicles were seen leaving than were there. Count them and correct it`
    : `${label}: more vehicles were seen than there are slots. Count them and correct it`;
}

function decideCorrect(state: LotState, command: CommandOf<'CorrectZone'>): Decision {
  const { zoneId, vehicles } = command;
  const { installed } = state;
  if (installed?.lot.zones.some(({ id }) => id === zoneId) !== true)
    return refused('zone-unknown', zoneId);
  const zone = state.zones.get(zoneId);
  if (zone === undefined) return refused('zone-not-counted', zoneId);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  const slots = installed.countedZones.get(zoneId)?.length ?? 0;
  if (vehicles < 0 || vehicles > slots) return refused('zone-count-impossible', `${slots} slots`);
  if (zone.vehicles === vehicles && zone.flag === null) return NOTHING;
  const { vehicles: before, alarmId } = zone;
  const isOpen = alarmId !== null && state.alarms.get(alarmId)?.clearedAt === null;
  return happened(
    { type: 'ZoneCorrected', zoneId, vehicles, before, reason },
    ...(isOpen ? [{ type: 'AlarmCleared', alarmId } as const] : []),
  );
}

function counterOf(
  { installed }: LotState,
  deviceId: DeviceId,
): DeviceOf<'zone-counter-mqtt'> | null {
  const device = installed?.devices.get(deviceId);
  return device?.driver === 'zone-counter-mqtt' ? device : null;
}

function labelOf({ installed }: LotState, zoneId: ZoneId): string {
  return installed?.lot.zones.find(({ id }) => id === zoneId)?.label ?? zoneId;
}

export const zoneDeciders: Deciders<ZoneCommand> = {
  ReportCrossing: decideCrossing,
  ReportOccupied: decideOccupied,
  CorrectZone: decideCorrect,
};
