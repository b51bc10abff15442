import { api } from '../base.ts';
import { lotOf } from '../lot-call.ts';

/** The audit trail itself. Plates stand in it as pseudonyms. */
export const journal = {
  read: api.journal.read.handler(({ context, input }) => [
    ...lotOf(context, input.lotId).journal.read(input.after, input.limit),
  ]),

  verify: api.journal.verify.handler(async ({ context, input }) => {
    const found = await lotOf(context, input.lotId).journal.verify();
    if (!found.ok) return { ok: false, seq: found.seq, message: found.what };
    const message = `All ${found.lastSeq} events stand under ${found.seals} unbroken seals.`;
    return { ok: true, seq: found.lastSeq, message };
  }),
};
