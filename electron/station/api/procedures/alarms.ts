import { api } from '../base.ts';
import { lotOf, submitted } from '../lot-call.ts';

/** What staff say about alarms. */
export const alarms = {
  acknowledge: api.alarms.acknowledge.handler(async ({ context, input }) => {
    const { lotId, alarmId, commandId } = input;
    await submitted(
      context,
      lotOf(context, lotId),
      { type: 'AcknowledgeAlarm', alarmId },
      { procedure: 'alarms.acknowledge', commandId },
    );
    return { ok: true as const };
  }),
};
