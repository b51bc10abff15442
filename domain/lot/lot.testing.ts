import type { LotFile } from '../facility/lot-file.ts';
import { smallLot } from '../facility/small-lot.testing.ts';
import type { Actor } from './actor.ts';
import type { CommandBody } from './command.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import type { EventType, LotEvent, RecordedEvent } from './event.ts';
import { evolve, initialState } from './evolve.ts';
import type { LotState } from './state.ts';

const CLERK: Actor = { kind: 'user', name: 'asha', role: 'attendant' };
export const NOON = Date.parse('2026-03-02T12:00:00Z');

/** A lot under test: commands go in, events are applied at once, time moves only when told. */
export class TestLot {
  readonly state: LotState = initialState();
  readonly journal: RecordedEvent[] = [];
  at = NOON;
  #commands = 0;

  constructor(lot: LotFile = smallLot()) {
    this.tell({ type: 'OpenLot', lot });
  }

  /** Decides a command and applies what follows. */
  tell(body: CommandBody, actor: Actor = CLERK): Decision {
    this.#commands += 1;
    const id = `c${this.#commands}`;
    const decision = decide(this.state, {
      ...body,
      id,
      at: this.at,
      actor,
      nonce: nonceOf(this.#commands),
    });
    if (!decision.ok) return decision;
    for (const event of decision.events) {
      const recorded = { seq: this.journal.length + 1, at: this.at, actor, commandId: id, event };
      evolve(this.state, recorded);
      this.journal.push(recorded);
    }
    return decision;
  }

  /** As `tell`, for what must not be refused; returns the types of what happened. */
  types(body: CommandBody, actor?: Actor): readonly EventType[] {
    return this.events(body, actor).map((event) => event.type);
  }

  events(body: CommandBody, actor?: Actor): readonly LotEvent[] {
    const decision = this.tell(body, actor);
    if (!decision.ok) throw new Error(`refused: ${decision.refusal.code}`);
    return decision.events;
  }

  /** The code of a refusal, or null. */
  refusal(body: CommandBody, actor?: Actor): string | null {
    const decision = this.tell(body, actor);
    return decision.ok ? null : decision.refusal.code;
  }

  /** Why an entry that was asked for is on record as refused, or null where it is not. */
  turnedAway(body: CommandBody, actor?: Actor): string | null {
    const decision = this.tell(body, actor);
    const events = decision.ok ? decision.events : [];
    return events.find((event) => event.type === 'EntryRefused')?.code ?? null;
  }

  loop(laneId: string, loop: 'arming' | 'safety', on: boolean): readonly EventType[] {
    return this.types({ type: 'ReportLoop', laneId, loop, on });
  }

  read(
    laneId: string,
    plateRef: string,
    confidence = 0.95,
    readId = `r${this.#commands}`,
    nearRefs: readonly string[] = [],
  ): readonly EventType[] {
    const needs = { vehicleClass: 'car', wantsCharge: false, accessiblePermit: false } as const;
    return this.types({
      type: 'ReportPlate',
      laneId,
      deviceId: 'cam',
      readId,
      plateRef,
      confidence,
      nearRefs,
      needs,
    });
  }

  /** A vehicle through a gate with loops, credential first. */
  pass(laneId: string): void {
    this.loop(laneId, 'safety', true);
    this.loop(laneId, 'arming', false);
    this.loop(laneId, 'safety', false);
  }

  enter(plateRef: string): string {
    this.loop('in', 'arming', true);
    this.read('in', plateRef);
    this.pass('in');
    return this.state.byPlate.get(plateRef) ?? '';
  }
}

function nonceOf(count: number): string {
  // Spread over all digits, so that ticket numbers (the first ten) and ids (the rest) both differ.
  return Array.from({ length: 4 }, (_, part) =>
    (Math.imul(count * 4 + part + 1, 2_654_435_761) >>> 0).toString(16).padStart(8, '0'),
  ).join('');
}

/** A car that another system vouches for at the entry. */
export const ENTRY = {
  type: 'RequestEntry',
  credential: null,
  laneId: 'in',
  vehicleClass: 'car',
  wantsCharge: false,
  accessiblePermit: false,
} as const;

/** The small lot where no loop tells of vehicles, with a device to lose. */
export function withoutLoops(): LotFile {
  const lot = smallLot();
  const serial = { path: 'x', baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const;
  return {
    ...lot,
    lanes: lot.lanes.map((lane) => ({ ...lane, detection: 'none' as const })),
    devices: [
      { id: 'gate-in', label: 'Gate', driver: 'scanner-serial' as const, laneId: 'in', serial },
    ],
  };
}

/** All of a session's fee in cash. */
export function cashFor(sessionId: string, amountMinor: number, tenderedMinor = amountMinor) {
  return {
    type: 'TakePayment',
    purpose: { kind: 'session', sessionId },
    amountMinor,
    tenderedMinor,
    part: false,
  } as const;
}

/** The count of one's own drawer. */
export function closing(countedMinor: number, reason = '') {
  return { type: 'CloseShift', shiftId: null, countedMinor, pieces: [], reason } as const;
}
