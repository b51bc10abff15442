import { type LotFile, lotFileSchema } from '../facility/lot-file.ts';
import { smallLot } from '../facility/small-lot.testing.ts';
import type { Effect } from './effects.ts';
import { effectsOf } from './effects.ts';
import type { LotEvent } from './event.ts';
import { TestLot } from './lot.testing.ts';
import type { GatePosition } from './words.ts';

/** The small lot with other rules. */
export function ruled(policies: Partial<LotFile['policies']>): LotFile {
  const file = smallLot();
  return lotFileSchema.parse({ ...file, policies: { ...file.policies, ...policies } });
}

/** A lot whose gates are told of and listened to. */
export class LaneLot extends TestLot {
  gate(laneId: string, gate: GatePosition): readonly LotEvent[] {
    return this.events({ type: 'ReportGate', laneId, gate });
  }

  /** What a loop's change comes to. */
  on(laneId: string, loop: 'arming' | 'safety', on: boolean): readonly LotEvent[] {
    return this.events({ type: 'ReportLoop', laneId, loop, on });
  }

  /** What the lot is told each second. */
  tick(waitMs = 0): readonly LotEvent[] {
    this.at += waitMs;
    return this.events({ type: 'Tick' });
  }

  /** What the field is told after events. */
  told(events: readonly LotEvent[]): readonly Effect['kind'][] {
    return events.flatMap((event) => effectsOf(this.state, event)).map(({ kind }) => kind);
  }

  /** Codes of alarms that stand. */
  alarms(): readonly string[] {
    return [...this.state.alarms.values()]
      .filter(({ clearedAt }) => clearedAt === null)
      .map(({ code }) => code);
  }

  /** The arm rises on its order, and the vehicle is under it. */
  underGate(laneId: string): void {
    this.gate(laneId, 'moving');
    this.gate(laneId, 'open');
    this.loop(laneId, 'safety', true);
    this.loop(laneId, 'arming', false);
  }
}

export const typesOf = (events: readonly LotEvent[]) => events.map(({ type }) => type);
