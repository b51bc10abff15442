import type { CommandBody } from '#domain/lot/command.ts';
import { refusalSentence } from '#domain/lot/decision.ts';
import { refusalError } from '../api-error.ts';
import { api } from '../base.ts';
import { findEvent, lotOf, plateRefOf, submitted } from '../lot-call.ts';
import { watchPrints } from '../print-outcomes.ts';

const COMMANDS = { vend: 'VendGate', hold: 'HoldGate', close: 'CloseGate' } as const;

/** What staff do at a gate by hand. */
export const lanes = {
  operate: api.lanes.operate.handler(async ({ context, input }) => {
    const { laneId, action, reason, untilAt = null, commandId } = input;
    const body: CommandBody =
      action === 'hold'
        ? { type: 'HoldGate', laneId, reason, untilAt }
        : { type: COMMANDS[action], laneId, reason };
    await submitted(context, lotOf(context, input.lotId), body, {
      procedure: `lanes.operate.${action}`,
      commandId,
    });
    return { ok: true as const };
  }),

  turn: api.lanes.turn.handler(async ({ context, input }) => {
    const { lotId, laneId, to, reason, commandId } = input;
    const body: CommandBody = { type: 'TurnLane', laneId, to, reason };
    await submitted(context, lotOf(context, lotId), body, { procedure: 'lanes.turn', commandId });
    return { ok: true as const };
  }),

  call: api.lanes.call.handler(async ({ context, input }) => {
    const { lotId, laneId, action, commandId } = input;
    const body: CommandBody = { type: action === 'answer' ? 'AnswerCall' : 'EndCall', laneId };
    const procedure = `lanes.call.${action}`;
    await submitted(context, lotOf(context, lotId), body, { procedure, commandId });
    return { ok: true as const };
  }),

  receipt: api.lanes.receipt.handler(async ({ context, input }) => {
    const { lotId, laneId, commandId } = input;
    const service = lotOf(context, lotId);
    const prints = watchPrints(service);
    try {
      const events = await submitted(
        context,
        service,
        { type: 'RequestReceipt', laneId },
        { procedure: 'lanes.receipt', commandId },
      );
      const asked = findEvent(events, 'PrintAsked')?.event;
      if (asked === undefined || asked.document.kind !== 'receipt')
        return { state: 'noted' as const, detail: '', number: null, copy: 0 };
      const { jobId, copy, document } = asked;
      return { ...(await prints.of(jobId)), number: document.number, copy };
    } finally {
      prints.end();
    }
  }),

  answerPlate: api.lanes.answerPlate.handler(async ({ context, input }) => {
    const { laneId, letOut, sessionId = null, reason, commandId } = input;
    await submitted(
      context,
      lotOf(context, input.lotId),
      { type: 'AnswerPlate', laneId, letOut, sessionId, reason },
      { procedure: 'lanes.answerPlate', commandId },
    );
    return { ok: true as const };
  }),

  answerRead: api.lanes.answerRead.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { laneId, admit, plate, vehicleClass, commandId } = input;
    const plateRef = plate === undefined ? null : plateRefOf(service, plate);
    const events = await submitted(
      context,
      service,
      {
        type: 'AnswerRead',
        laneId,
        admit,
        plateRef,
        ...(vehicleClass === undefined ? {} : { vehicleClass }),
      },
      { procedure: 'lanes.answerRead', commandId },
    );
    // Staff said yes and the lot said no, which the journal holds: they must hear it as well.
    const code =
      findEvent(events, 'EntryRefused')?.event.code ?? findEvent(events, 'ExitRefused')?.event.code;
    if (code !== undefined) throw refusalError({ code, message: refusalSentence(code) });
    return { ok: true as const };
  }),
};
