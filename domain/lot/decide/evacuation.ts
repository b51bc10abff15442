import type { CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';

/** What is noted as the reason where the fire panel opened the gates. */
export const FIRE_REASON = 'Fire alarm';

/** The fire panel's contact: going on opens every gate, going off closes none. */
export function decideFire(state: LotState, command: CommandOf<'ReportFire'>): Decision {
  const { deviceId, on } = command;
  if (!state.devices.has(deviceId)) return refused('device-unknown', deviceId);
  const { evacuation } = state;
  if (evacuation === null) {
    if (!on) return NOTHING;
    return happened(
      { type: 'EvacuationStarted', deviceId, reason: FIRE_REASON },
      ...raise(command, deviceId),
    );
  }
  if (evacuation.inputs.has(deviceId) === on) return NOTHING;
  return happened({ type: 'FireInputChanged', deviceId, on });
}

export function decideStart(state: LotState, command: CommandOf<'StartEvacuation'>): Decision {
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  if (state.evacuation !== null) return NOTHING;
  return happened({ type: 'EvacuationStarted', deviceId: null, reason }, ...raise(command, null));
}

/** Gates go back to what they were: those that staff hold stay open, all others close when they are clear. */
export function decideEnd(state: LotState, command: CommandOf<'EndEvacuation'>): Decision {
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  const { evacuation } = state;
  if (evacuation === null) return refused('no-evacuation');
  const [calling] = evacuation.inputs;
  if (calling !== undefined) return refused('fire-input-on', calling);
  const events: LotEvent[] = [{ type: 'EvacuationEnded', reason, passed: evacuation.passed }];
  for (const alarm of state.alarms.values())
    if (alarm.code === 'evacuation' && alarm.clearedAt === null)
      events.push({ type: 'AlarmCleared', alarmId: alarm.id });
  return happened(...events);
}

function raise(
  command: CommandOf<'ReportFire' | 'StartEvacuation'>,
  deviceId: string | null,
): readonly LotEvent[] {
  const alarmId = idFrom(command, 'a');
  const detail = 'Every gate is open. End it when the building is safe again.';
  return [{ type: 'AlarmRaised', alarmId, code: 'evacuation', deviceId, laneId: null, detail }];
}
