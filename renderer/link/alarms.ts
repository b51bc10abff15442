import type { AlarmCode } from '#domain/lot/event.ts';
import type { AlarmLive } from '#domain/views/live.ts';

/** How many alarms stand and have not been looked at. Those that are over wait in the list. */
export function openAlarmsOf(alarms: readonly AlarmLive[]): number {
  return alarms.filter((alarm) => alarm.acknowledgedBy === null && alarm.clearedAt === null).length;
}

/** Unacknowledged first, those that still stand before those that are over, newest first. */
export function byUrgency(alarms: readonly AlarmLive[]): readonly AlarmLive[] {
  const rank = (alarm: AlarmLive) =>
    (alarm.acknowledgedBy === null ? 0 : 2) + (alarm.clearedAt === null ? 0 : 1);
  return [...alarms].sort((a, b) => rank(a) - rank(b) || b.raisedAt - a.raisedAt);
}

const QUESTIONS: ReadonlySet<AlarmCode> = new Set(['staff-asked', 'plate-differs', 'help-called']);

/** The newest alarm that stands at a lane itself, unacknowledged ones first; its questions left out. */
export function laneAlarmOf(alarms: readonly AlarmLive[], laneId: string): AlarmCode | null {
  const standing = alarms.filter(
    (alarm) =>
      alarm.laneId === laneId &&
      alarm.deviceId === null &&
      alarm.clearedAt === null &&
      !QUESTIONS.has(alarm.code),
  );
  return byUrgency(standing)[0]?.code ?? null;
}
