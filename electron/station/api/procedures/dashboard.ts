import { api } from '../base.ts';
import { dashboardOf, scopeOf, watchDashboard } from '../dashboard-call.ts';
import { lotOf } from '../lot-call.ts';
import { assertMayWatch, signedInStream } from '../signed-in-stream.ts';

/** The figures that managers look at first. */
export const dashboard = {
  get: api.dashboard.get.handler(({ context, input }) =>
    dashboardOf(lotOf(context, input.lotId), input, context.services.clock.now()),
  ),

  watch: api.dashboard.watch.handler(({ context, input, signal }) => {
    const { clock } = context.services;
    const service = lotOf(context, input.lotId);
    // What is asked wrongly is refused at once, before anything is streamed.
    scopeOf(service, input, clock.now());
    assertMayWatch(context);
    return signedInStream(context, signal, (ending) =>
      watchDashboard(service, input, clock.now, ending),
    );
  }),
};
