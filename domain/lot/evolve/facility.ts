import { SlotPool } from '../../allocation/slot-pool.ts';
import type { ConnectorRef } from '../../charging/connector.ts';
import { countedZoneIds } from '../../facility/counted-zones.ts';
import type { LotFile } from '../../facility/lot-file.ts';
import type { SlotId, ZoneId } from '../../kernel/ids.ts';
import { USUAL_WAY } from '../../lane/way.ts';
import { publishTariff } from '../../tariff/book.ts';
import { syncSlot, syncZone } from '../availability.ts';
import type { EventOf, RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import type { Installed, LaneState, LotState, SlotState } from '../state.ts';
import { newZoneCount } from './zone.ts';

/** Look-ups and the allocation pool of a lot file. Costly: once at opening, never per command. */
export function install(lot: LotFile): Installed {
  return {
    lot,
    slots: lot.slots,
    slotIndex: new Map(lot.slots.map((slot, index) => [slot.id, index])),
    lanes: new Map(lot.lanes.map((lane) => [lane.id, lane])),
    devices: new Map(lot.devices.map((device) => [device.id, device])),
    pool: new SlotPool(lot),
    chargers: chargersOf(lot),
    countedZones: countedZonesOf(lot),
    fullZones: new Set(),
    blocked: new Set(),
    holidays: (lot.holidays ?? []).map(({ day }) => day),
  };
}

function countedZonesOf({ devices, slots }: LotFile): ReadonlyMap<ZoneId, readonly number[]> {
  const zones = new Map<ZoneId, number[]>();
  for (const zoneId of countedZoneIds({ devices })) zones.set(zoneId, []);
  for (const [index, { zoneId }] of slots.entries()) zones.get(zoneId)?.push(index);
  return zones;
}

function chargersOf({ devices }: LotFile): ReadonlyMap<SlotId, readonly ConnectorRef[]> {
  const bySlot = new Map<SlotId, ConnectorRef[]>();
  for (const device of devices) {
    if (device.driver !== 'charger-ocpp') continue;
    for (const { connectorId, slotId } of device.connectors)
      bySlot.set(slotId, [...(bySlot.get(slotId) ?? []), { deviceId: device.id, connectorId }]);
  }
  return bySlot;
}

/** Brings the pool in line with what the slots' states say. */
export function refillPool(state: LotState): void {
  const { installed } = state;
  if (installed === null) return;
  for (const [index, slot] of installed.slots.entries()) {
    const held = state.slots.get(slot.id);
    if (held !== undefined) syncSlot(installed, index, held);
  }
  for (const zoneId of installed.countedZones.keys()) syncZone(state, zoneId);
}

export function newSlot(): SlotState {
  return { presence: 'unknown', presenceAt: null, sessionId: null, block: null, heldFor: null };
}

export function newLane(at: number): LaneState {
  return {
    phase: 'idle',
    phaseSince: at,
    gate: 'unknown',
    held: false,
    hold: null,
    armingOn: false,
    safetyOn: false,
    armingCleared: false,
    followers: 0,
    authorised: false,
    leaderPlateRef: null,
    vendAt: null,
    orderAt: null,
    openedAhead: null,
    armDown: false,
    upUntil: null,
    closeDue: false,
    safetyAt: null,
    armedAt: null,
    call: null,
    way: USUAL_WAY,
    turning: null,
    turnedByHand: false,
    sessionId: null,
    pending: null,
    lastRead: null,
    readIds: new Set(),
    plates: new Map(),
    visitor: null,
    unread: null,
    declined: false,
    question: null,
    gateAt: at,
    armedSincePass: false,
    againstSince: null,
    tailgates: 0,
    dueMinor: null,
    refusal: null,
    refusalAt: null,
    refusalPlateRef: null,
    receipt: null,
  };
}

/** Takes over a lot file: what is new starts empty, what is gone goes, what stays keeps its state. */
export function evolveFacility(
  state: LotState,
  event: EventOf<'LotCreated' | 'LotChanged'>,
  { at, seq }: RecordedEvent,
): void {
  const { lot } = event;
  state.installed = install(lot);
  state.lotSeq = seq;
  takeUpTariff(state, event, at);
  keepOnly(state.slots, lot.slots, newSlot);
  keepOnly(state.lanes, lot.lanes, () => newLane(at));
  keepOnly(state.devices, lot.devices, () => ({
    status: 'offline' as const,
    detail: '',
    since: at,
  }));
  for (const id of state.lowBatteries.keys())
    if (!state.installed.devices.has(id)) state.lowBatteries.delete(id);
  const counted = [...state.installed.countedZones.keys()].map((id) => ({ id }));
  keepOnly(state.zones, counted, (zoneId) => newZoneCount(zoneId, at));
  refillPool(state);
}

/** A lot file brings its tariff; the same one again is not published anew. */
function takeUpTariff(state: LotState, { lot }: { readonly lot: LotFile }, at: number): void {
  const { tariffs } = state;
  const last = tariffs.versions.get(tariffs.lastFromFile);
  if (last !== undefined && JSON.stringify(last.tariff) === JSON.stringify(lot.tariff)) return;
  publishTariff(tariffs, lot.tariff, last === undefined ? 0 : at);
  tariffs.lastFromFile = tariffs.lastVersion;
}

function keepOnly<T>(
  held: Map<string, T>,
  wanted: readonly { readonly id: string }[],
  make: (id: string) => T,
): void {
  const ids = new Set(wanted.map((one) => one.id));
  for (const id of held.keys()) if (!ids.has(id)) held.delete(id);
  for (const id of ids) if (!held.has(id)) held.set(id, make(id));
}

export const facilityEvolvers = evolversOf<EventOf<'LotCreated' | 'LotChanged'>>(evolveFacility, {
  LotCreated: true,
  LotChanged: true,
});
