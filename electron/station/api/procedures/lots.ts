import { SLOT_KINDS, type SlotKind } from '#domain/facility/kinds.ts';
import { parseLotFile } from '#domain/facility/parse-lot-file.ts';
import { freeSlots, isUnsure } from '#domain/lot/availability.ts';
import { refusalSentence } from '#domain/lot/decision.ts';
import { insideCount } from '#domain/views/lot-live.ts';
import { slotLive } from '#domain/views/slot-live.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { apiError, refusalError } from '../api-error.ts';
import { api, callerOf } from '../base.ts';
import { installedOf, lotOf } from '../lot-call.ts';

/** The car parks of this station. */
export const lots = {
  list: api.lots.list.handler(({ context }) =>
    [...context.services.host.lots.values()]
      .filter((service) => service.state.installed !== null)
      .map((service) => {
        const { id, name, timeZone, currency, slots } = installedOf(service).lot;
        return { id, name, timeZone, currency, slots: slots.length, simulated: service.simulated };
      }),
  ),

  get: api.lots.get.handler(({ context, input }) => installedOf(lotOf(context, input.lotId)).lot),

  availability: api.lots.availability.handler(({ context, input }) => ({
    at: context.services.clock.now(),
    ...availability(lotOf(context, input.lotId)),
  })),

  slots: api.lots.slots.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const at = context.services.clock.now();
    return installedOf(service).slots.flatMap((slot) => {
      const live = slotLive(service.state, slot, at, () => null);
      if (live === null) return [];
      const { id, label, levelId, zoneId, kind } = slot;
      const { look, attention, presence, presenceAt } = live;
      const sessionId = live.session?.id ?? null;
      return [
        { id, label, levelId, zoneId, kind, look, attention, presence, presenceAt, sessionId },
      ];
    });
  }),

  open: api.lots.open.handler(async ({ context, input, errors }) => {
    const parsed = parseLotFile(input.file);
    if (!parsed.ok) {
      throw errors.LOT_FILE_INVALID({
        message: 'The lot file has mistakes. Each names its place and what is expected there.',
        data: { problems: [...parsed.error] },
      });
    }
    const { username, role } = callerOf(context);
    const actor = { kind: 'user', name: username, role } as const;
    return { lotId: (await context.services.host.open(parsed.value, actor)).lotId };
  }),

  openDemo: api.lots.openDemo.handler(async ({ context }) => ({
    lotId: (await context.services.host.openDemo()).lotId,
  })),

  setSimulatorSpeed: api.lots.setSimulatorSpeed.handler(async ({ context, input }) => {
    if (!lotOf(context, input.lotId).simulated) {
      throw apiError('not-simulated', 'The field of this lot is real: it has no speed to set.');
    }
    return { speed: await context.services.host.setSimulatorSpeed(input.lotId, input.speed) };
  }),

  playContact: api.lots.playContact.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { lotId, deviceId, on } = input;
    if (!service.simulated)
      throw apiError('not-simulated', 'The devices of this lot are real: nobody plays them.');
    if (installedOf(service).devices.get(deviceId)?.driver !== 'contact-mqtt')
      throw refusalError({
        code: 'device-unknown',
        message: refusalSentence('device-unknown', deviceId),
      });
    await context.services.host.playContact(lotId, deviceId, on);
    return { ok: true as const };
  }),
};

interface Count {
  total: number;
  free: number;
  unsure: number;
}

const noCount = (): Count => ({ total: 0, free: 0, unsure: 0 });

/** Slots by kind, level and zone, and how many of them may be given to a vehicle now. */
function availability(service: LotService) {
  const { slots, lot } = installedOf(service);
  const { state } = service;
  const all = noCount();
  const byKind = Object.fromEntries(SLOT_KINDS.map((kind) => [kind, noCount()])) as Record<
    SlotKind,
    Count
  >;
  const levels = new Map(lot.levels.map(({ id }) => [id, noCount()]));
  const zones = new Map(lot.zones.map(({ id }) => [id, noCount()]));
  const mayBeGiven = freeSlots(state);
  for (const [index, { id, kind, levelId, zoneId }] of slots.entries()) {
    const isFree = mayBeGiven(index);
    const held = state.slots.get(id);
    for (const count of [all, byKind[kind], levels.get(levelId), zones.get(zoneId)]) {
      if (count === undefined) continue;
      count.total += 1;
      if (isFree) count.free += 1;
      if (isFree && held !== undefined && isUnsure(held)) count.unsure += 1;
    }
  }
  return {
    ...all,
    inside: insideCount(state),
    byKind,
    byLevel: Object.fromEntries(levels),
    byZone: Object.fromEntries(zones),
  };
}
