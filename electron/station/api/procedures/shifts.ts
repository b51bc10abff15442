import { api } from '../base.ts';
import { eventOf, lotOf, submitted } from '../lot-call.ts';

/** A clerk's time at the till. */
export const shifts = {
  open: api.shifts.open.handler(async ({ context, input }) => {
    const { lotId, floatMinor, commandId } = input;
    const events = await submitted(
      context,
      lotOf(context, lotId),
      { type: 'OpenShift', floatMinor },
      { procedure: 'shifts.open', commandId },
    );
    return { shiftId: eventOf(events, 'ShiftOpened').event.shiftId };
  }),

  close: api.shifts.close.handler(async ({ context, input }) => {
    const { lotId, countedMinor, commandId } = input;
    const events = await submitted(
      context,
      lotOf(context, lotId),
      { type: 'CloseShift', countedMinor },
      { procedure: 'shifts.close', commandId },
    );
    const { shiftId, expectedMinor, countedMinor: counted } = eventOf(events, 'ShiftClosed').event;
    return { shiftId, expectedMinor, differenceMinor: counted - expectedMinor };
  }),
};
