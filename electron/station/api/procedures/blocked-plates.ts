import { api } from '../base.ts';
import { lotOf, plateRefOf, revealFor, submitted } from '../lot-call.ts';

/** Vehicles that are not let in. */
export const blockedPlates = {
  list: api.blockedPlates.list.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const reveal = revealFor(context, service);
    const now = context.services.clock.now();
    const wanted = (input.search ?? '').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
    return [...service.state.memberships.blocked.values()]
      .map(({ plateRef, ...blocked }) => ({
        ...blocked,
        plate: reveal(plateRef),
        isOver: blocked.untilAt !== null && blocked.untilAt <= now,
        isInside: service.state.byPlate.has(plateRef),
      }))
      .filter(({ plate }) => wanted === '' || plate?.includes(wanted) === true)
      .sort((a, b) => b.since - a.since);
  }),

  block: api.blockedPlates.block.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { plate, reason, untilAt, commandId } = input;
    await submitted(
      context,
      service,
      { type: 'BlockPlate', plateRef: plateRefOf(service, plate), reason, untilAt },
      { procedure: 'blockedPlates.block', commandId },
    );
    return { ok: true as const };
  }),

  unblock: api.blockedPlates.unblock.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { plate, reason, commandId } = input;
    await submitted(
      context,
      service,
      { type: 'UnblockPlate', plateRef: plateRefOf(service, plate), reason },
      { procedure: 'blockedPlates.unblock', commandId },
    );
    return { ok: true as const };
  }),
};
