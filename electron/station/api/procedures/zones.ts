import { zonesLive } from '#domain/views/zone-live.ts';
import { api } from '../base.ts';
import { installedOf, lotOf, submitted } from '../lot-call.ts';

/** Zones whose vehicles are counted by cameras. */
export const zones = {
  list: api.zones.list.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const labels = new Map(installedOf(service).lot.zones.map(({ id, label }) => [id, label]));
    return zonesLive(service.state).map((zone) => ({
      ...zone,
      label: labels.get(zone.id) ?? zone.id,
    }));
  }),

  correct: api.zones.correct.handler(async ({ context, input }) => {
    const { lotId, zoneId, vehicles, reason, commandId } = input;
    await submitted(
      context,
      lotOf(context, lotId),
      { type: 'CorrectZone', zoneId, vehicles, reason },
      { procedure: 'zones.correct', commandId },
    );
    return { ok: true as const };
  }),
};
