import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { mayDo, type Permission } from '#domain/access/roles.ts';
import type { User } from '#domain/contract/sign-in.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import type { AlarmCode } from '#domain/lot/event.ts';
import type { Book, LaneLive, ShiftLive, SlotLive } from '#domain/views/live.ts';
import { laneAlarmOf } from './alarms.ts';
import type { LiveUi } from './live-store.ts';
import { useStation } from './station.ts';
import type { LinkStatus } from './station-link.ts';

export function useLive<T>(select: (ui: LiveUi) => T): T {
  return useStore(useStation().live.ui, select);
}

/** The open lot. Screens behind the lot's door may rely on it. */
export function useLot(): LotFile {
  const lot = useLive((ui) => ui.lot);
  if (lot === null) throw new Error('no lot is open behind this screen');
  return lot;
}

export function useLinkStatus<T>(select: (status: LinkStatus) => T): T {
  return useStore(useStation().link.status, select);
}

export function useUser(): User | null {
  return useStore(useStation().signIn.state, (state) => state.user);
}

/** Whether to offer something at all; the station checks again on every call. */
export function useMay(permission: Permission): boolean {
  const user = useUser();
  return user !== null && mayDo(user.role, permission);
}

/** The signed-in clerk's own open shift. */
export function useOwnShift(): ShiftLive | null {
  const name = useUser()?.username;
  return useLive((ui) => ui.shifts.find(({ by }) => by === name) ?? null);
}

/** Grows whenever something changed in a list that is not sent live: put it into the query's key. */
export function useBookVersion(book: Book): number {
  return useLive((ui) => ui.books[book]);
}

/** Whether the station takes commands right now. */
export function useTakesCommands(): boolean {
  const online = useLinkStatus((status) => status.phase === 'online');
  const halted = useLive((ui) => ui.halted);
  return online && halted === null;
}

export function useSlot(slotId: string | null): SlotLive | undefined {
  const { live } = useStation();
  const subscribe = useCallback(
    (listener: () => void) =>
      slotId === null ? () => {} : live.slots.subscribeTo(slotId, listener),
    [live, slotId],
  );
  return useSyncExternalStore(subscribe, () =>
    slotId === null ? undefined : live.slots.get(slotId),
  );
}

export function useLane(laneId: string): LaneLive | undefined {
  const { live } = useStation();
  const subscribe = useCallback(
    (listener: () => void) => live.lanes.subscribeTo(laneId, listener),
    [live, laneId],
  );
  return useSyncExternalStore(subscribe, () => live.lanes.get(laneId));
}

/** What is wrong at a lane now, the newest of it; null while nothing is. Questions are asked by the lane itself. */
export function useLaneAlarm(laneId: string): AlarmCode | null {
  return useLive((ui) => laneAlarmOf(ui.alarms, laneId));
}

/** The station's clock, redrawn every so often. */
export function useStationNow(everyMs: number): number {
  const { live } = useStation();
  const [now, setNow] = useState(() => live.stationNow());
  useEffect(() => {
    setNow(live.stationNow());
    const timer = setInterval(() => setNow(live.stationNow()), everyMs);
    return () => clearInterval(timer);
  }, [live, everyMs]);
  return now;
}
