import { api } from '../base.ts';
import { lotOf } from '../lot-call.ts';
import { viewsUpToDate } from '../views-up-to-date.ts';

/** What is expected in the coming hours and days. */
export const forecast = {
  get: api.forecast.get.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { hours, series } = input;
    await viewsUpToDate(service);
    const nowAt = context.services.clock.now();
    const made = await service.views.forecast({ nowAt, hours: hours === 168 ? 168 : 24 });
    return {
      ...made,
      series: made.series
        .filter((one) => series === undefined || one.series === series)
        .map(({ past, points, basis, ...one }) => ({
          ...one,
          past: [...past],
          points: [...points],
          basis: { ...basis, notes: [...basis.notes] },
        })),
    };
  }),
};
