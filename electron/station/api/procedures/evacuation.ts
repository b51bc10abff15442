import { api } from '../base.ts';
import { lotOf, submitted } from '../lot-call.ts';

/** All gates up by staff's word, and back to work. */
export const evacuation = {
  start: api.evacuation.start.handler(async ({ context, input: { lotId, reason, commandId } }) => {
    await submitted(
      context,
      lotOf(context, lotId),
      { type: 'StartEvacuation', reason },
      { procedure: 'evacuation.start', commandId },
    );
    return { ok: true as const };
  }),
  end: api.evacuation.end.handler(async ({ context, input: { lotId, reason, commandId } }) => {
    await submitted(
      context,
      lotOf(context, lotId),
      { type: 'EndEvacuation', reason },
      { procedure: 'evacuation.end', commandId },
    );
    return { ok: true as const };
  }),
};
