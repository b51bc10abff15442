import { mayDo } from '#domain/access/roles.ts';
import { api, callerOf } from '../base.ts';
import { installedOf, lotOf } from '../lot-call.ts';
import { assertMayWatch, signedInStream } from '../signed-in-stream.ts';

/** The control room's live picture. */
export const live = {
  watch: api.live.watch.handler(({ context, input, signal }) => {
    const service = lotOf(context, input.lotId);
    installedOf(service);
    assertMayWatch(context);
    const seesPlates = mayDo(callerOf(context).role, 'plate.view');
    return signedInStream(context, signal, (ending) =>
      service.watch({ seesPlates, signal: ending }),
    );
  }),
};
