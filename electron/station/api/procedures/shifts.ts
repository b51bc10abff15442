import { mayDo } from '#domain/access/roles.ts';
import { apiError } from '../api-error.ts';
import { api, callerOf } from '../base.ts';
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

  move: api.shifts.move.handler(async ({ context, input }) => {
    const { lotId, move, amountMinor, reason, commandId } = input;
    await submitted(
      context,
      lotOf(context, lotId),
      { type: 'MoveCash', move, amountMinor, reason },
      { procedure: 'shifts.move', commandId },
    );
    return { ok: true as const };
  }),

  close: api.shifts.close.handler(async ({ context, input }) => {
    const { lotId, shiftId, countedMinor, pieces, reason, commandId } = input;
    const service = lotOf(context, lotId);
    const { username, role } = callerOf(context);
    const isOwn = shiftId === undefined || service.state.shifts.byClerk.get(username) === shiftId;
    if (!isOwn && !mayDo(role, 'shift.manage'))
      throw apiError('forbidden', 'Only a manager closes the shift of somebody else.');
    const events = await submitted(
      context,
      service,
      { type: 'CloseShift', shiftId: shiftId ?? null, countedMinor, pieces, reason },
      { procedure: 'shifts.close', commandId },
    );
    const { event } = eventOf(events, 'ShiftClosed');
    return {
      shiftId: event.shiftId,
      closeNumber: event.closeNumber,
      expectedMinor: event.expectedMinor,
      differenceMinor: event.countedMinor - event.expectedMinor,
    };
  }),
};
