import { apiError } from '../api-error.ts';
import { api, callerOf } from '../base.ts';
import { installedOf, lotOf } from '../lot-call.ts';
import { periodAsked } from '../report-call.ts';

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

  seal: api.journal.seal.handler(({ context, input }) => {
    const seal = lotOf(context, input.lotId).journal.sealOver(input.seq);
    if (seal === null) throw apiError('not-found', `There is no event ${input.seq} yet.`);
    return seal;
  }),

  proof: api.journal.proof.handler(async function* ({ context, input, signal }) {
    const service = lotOf(context, input.lotId);
    const { username: madeBy } = callerOf(context);
    const madeAt = context.services.clock.now();
    const period = periodAsked(input, installedOf(service).lot, madeAt);
    const about = {
      lotId: service.lotId,
      fromAt: period.fromAt,
      toAt: period.toAt,
      madeAt,
      madeBy,
    };
    const fileName = `${service.lotId}-${period.name.replaceAll(' ', '-')}-audit-proof.ndjson`;
    for await (const part of service.journal.proof(about, signal)) yield { fileName, ...part };
  }),
};
