import type { SlotKind } from '../facility/kinds.ts';
import { SLOT_KINDS } from '../facility/kinds.ts';
import type { LaneId, PictureId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { freeSlots } from '../lot/availability.ts';
import { lastHour } from '../lot/evolve/tally.ts';
import { seenIn } from '../lot/lane-seen.ts';
import { wayOf } from '../lot/lane-view.ts';
import type { AlarmState, LaneState, LotState } from '../lot/state.ts';
import { expectedCashMinor } from '../shift/shift.ts';
import type {
  AlarmLive,
  DeviceLive,
  EvacuationLive,
  Kpis,
  LaneLive,
  PlateQuestion,
  ShiftLive,
} from './live.ts';
import type { Reveal } from './slot-live.ts';
import { zonesLive } from './zone-live.ts';

/** A lane as the lane strip shows it. */
export function laneLive(state: LotState, laneId: LaneId, reveal: Reveal): LaneLive | null {
  const held = state.lanes.get(laneId);
  if (held === undefined) return null;
  const session = held.sessionId === null ? undefined : state.sessions.get(held.sessionId);
  const read = held.lastRead;
  const lane = state.installed?.lanes.get(laneId);
  return {
    id: laneId,
    phase: held.phase,
    gate: held.gate,
    held: held.held,
    hold: held.hold === null ? null : { ...held.hold },
    call: held.call === null ? null : { ...held.call },
    way: lane === undefined ? held.way : wayOf(lane, held),
    turning: held.turning,
    turnedByHand: held.turnedByHand,
    armingOn: held.armingOn,
    safetyOn: held.safetyOn,
    lastPlate:
      read === null
        ? null
        : {
            plate: reveal(read.plateRef),
            confidence: read.confidence,
            at: read.at,
            ...pictureOf(read.pictureId),
          },
    unread: unreadLive(held),
    sessionId: held.sessionId,
    slotLabel: slotLabel(state, session?.slotId ?? null),
    dueMinor: held.dueMinor,
    receipt: held.receipt === null ? null : { number: held.receipt.number },
    refusal: held.refusal,
    ask: askLive(held, reveal),
    question: questionLive(state, laneId, held, reveal),
  };
}

/** Only while its read, if there is one, is older. */
function unreadLive({ unread, lastRead }: LaneState): LaneLive['unread'] {
  if (unread === null || (lastRead !== null && lastRead.at >= unread.at)) return null;
  const { at, vehicleClass, pictureId } = unread;
  return { at, vehicleClass, ...pictureOf(pictureId) };
}

function askLive(held: LaneState, reveal: Reveal): LaneLive['ask'] {
  const { phase, phaseSince, question, visitor } = held;
  if (phase !== 'asking' || question !== null) return null;
  return {
    plate: visitor === null ? null : reveal(visitor.plateRef),
    confidence: visitor?.confidence ?? null,
    at: visitor?.at ?? phaseSince,
    vehicleClass: seenIn(held).needs.vehicleClass,
    ...seenIn(held).picture,
    candidates: (visitor?.nearRefs ?? []).flatMap((ref) => reveal(ref) ?? []),
  };
}

function questionLive(
  state: LotState,
  laneId: LaneId,
  { question, visitor, phaseSince }: LaneState,
  reveal: Reveal,
): PlateQuestion | null {
  if (question === null) return null;
  return {
    kind: question.kind,
    exit: {
      plate: reveal(question.plateRef),
      confidence: visitor?.confidence ?? 1,
      at: visitor?.at ?? phaseSince,
      laneId,
      ...pictureOf(visitor?.pictureId),
    },
    stays: question.sessionIds.flatMap((sessionId) => {
      const session = state.sessions.get(sessionId);
      if (session === undefined) return [];
      const { ticketNumber, plateRef, startedAt, issuedAt, entryLaneId, vehicleClass } = session;
      const plate = reveal(plateRef);
      const entryAt = startedAt ?? issuedAt;
      const picture = pictureOf(session.entryPictureId);
      return [{ sessionId, ticketNumber, plate, entryAt, entryLaneId, vehicleClass, ...picture }];
    }),
  };
}

function pictureOf(pictureId: PictureId | undefined): { readonly pictureId?: PictureId } {
  return pictureId === undefined ? {} : { pictureId };
}

function slotLabel({ installed }: LotState, slotId: string | null): string | null {
  const index = slotId === null ? undefined : installed?.slotIndex.get(slotId);
  return index === undefined ? null : (installed?.slots[index]?.label ?? null);
}

export function devicesLive(state: LotState): readonly DeviceLive[] {
  return [...state.devices].map(([id, { status, detail, since }]) => ({
    id,
    status,
    detail,
    since,
  }));
}

/** Unacknowledged first, then the newest. */
export function alarmsLive(state: LotState): readonly AlarmLive[] {
  const rank = (alarm: AlarmState) => (alarm.acknowledgedBy === null ? 0 : 1);
  return [...state.alarms.values()]
    .sort((a, b) => rank(a) - rank(b) || b.raisedAt - a.raisedAt)
    .map((alarm) => ({ ...alarm }));
}

export function shiftsLive({ shifts }: LotState): readonly ShiftLive[] {
  return [...shifts.open.values()].map((shift) => {
    const { id, openedAt, by, floatMinor, totals } = shift;
    let takenMinor = 0;
    for (const total of totals.values()) takenMinor += total.takenMinor - total.refundedMinor;
    return {
      id,
      openedAt,
      by,
      floatMinor,
      takenMinor,
      expectedCashMinor: expectedCashMinor(shift),
    };
  });
}

export function evacuationLive({ evacuation }: LotState): EvacuationLive | null {
  if (evacuation === null) return null;
  const { since, reason, by, inputs, passed } = evacuation;
  return { since, reason, by, isCalling: inputs.size > 0, passed };
}

/** The figures of the KPI strip at an instant. One pass over all slots: a few times a second at most. */
export function kpisOf(state: LotState, at: Instant): Kpis {
  const byKind = Object.fromEntries(
    SLOT_KINDS.map((kind) => [kind, { total: 0, free: 0 }]),
  ) as Record<SlotKind, { total: number; free: number }>;
  const isFree = freeSlots(state);
  for (const [index, slot] of (state.installed?.slots ?? []).entries()) {
    const count = byKind[slot.kind];
    count.total += 1;
    if (isFree(index)) count.free += 1;
  }
  const { tally } = state;
  const isToday = at >= tally.dayStartsAt && at < tally.dayEndsAt;
  const hour = lastHour(state, at);
  return {
    byKind,
    inside: insideCount(state),
    entriesLastHour: hour.entries,
    exitsLastHour: hour.exits,
    entriesToday: isToday ? tally.entriesToday : 0,
    exitsToday: isToday ? tally.exitsToday : 0,
    takingsTodayMinor: isToday ? tally.takingsTodayMinor : 0,
    ...(state.zones.size === 0 ? {} : { zones: zonesLive(state) }),
  };
}

/** Vehicles that have passed an entry and not yet an exit. */
export function insideCount(state: LotState): number {
  let inside = 0;
  for (const session of state.sessions.values()) if (session.startedAt !== null) inside += 1;
  return inside;
}
