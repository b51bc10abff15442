import { adviceText, lackText } from '#domain/advice/advice-text.ts';
import { adviceScope } from '#domain/advice/scope.ts';
import { humanWriter } from '#domain/reports/format.ts';
import { api } from '../base.ts';
import { installedOf, lotOf } from '../lot-call.ts';
import { viewsUpToDate } from '../views-up-to-date.ts';

/** What the journal says ought to be looked at. */
export const advice = {
  list: api.advice.list.handler(async ({ context, input, signal }) => {
    const service = lotOf(context, input.lotId);
    const { lot } = installedOf(service);
    await viewsUpToDate(service);
    const { weeks } = input;
    const scope = adviceScope(context.services.clock.now(), weeks, lot.timeZone);
    const found = await service.views.advice(scope, { ...(signal !== undefined && { signal }) });
    const write = humanWriter(lot);
    return {
      weeks,
      fromAt: found.span.fromAt,
      toAt: found.span.toAt,
      madeAt: found.madeAt,
      advice: found.advice.map((one) => ({
        id: `${one.code}:${one.subject}`,
        code: one.code,
        subject: one.subject,
        values: { ...one.values },
        ...adviceText(one, write),
        drivers: one.drivers,
        amountMinor: one.amountMinor,
        fromAt: one.span.fromAt,
        toAt: one.span.toAt,
        figures: one.figures,
        drill: one.drill,
      })),
      lacks: found.lacks.map((lack) => ({ ...lack, sentence: lackText(lack, write) })),
    };
  }),
};
