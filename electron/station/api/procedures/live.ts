import { mayDo } from '#domain/access/roles.ts';
import type { LiveMessage } from '#domain/views/live.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { apiError } from '../api-error.ts';
import { api, type CallContext, callerOf } from '../base.ts';
import { installedOf, lotOf } from '../lot-call.ts';

/** A console watches one lot; a few more leave room for a reload that overlaps. */
const WATCHES_PER_CONNECTION_MAX = 8;

/** The control room's live picture. */
export const live = {
  watch: api.live.watch.handler(({ context, input, signal }) => {
    const { connection } = context;
    const service = lotOf(context, input.lotId);
    installedOf(service);
    if (connection.watches >= WATCHES_PER_CONNECTION_MAX) {
      throw apiError('watches-full', 'This connection watches too many lots at once.');
    }
    return watch(context, service, signal);
  }),
};

/** Streams until the caller leaves or may no longer see it: signed out, removed, expired. */
async function* watch(
  context: CallContext,
  service: LotService,
  callerLeft: AbortSignal | undefined,
): AsyncGenerator<LiveMessage, void, void> {
  const { connection, services } = context;
  const { token } = connection;
  const ending = new AbortController();
  const holds = () => token !== null && services.accounts.principalOf(token) !== null;
  const stopListening = services.accounts.onEnded(() => {
    if (!holds()) ending.abort();
  });
  const signal =
    callerLeft === undefined ? ending.signal : AbortSignal.any([callerLeft, ending.signal]);
  const seesPlates = mayDo(callerOf(context).role, 'plate.view');
  connection.watches += 1;
  try {
    for await (const message of service.watch({ seesPlates, signal })) {
      if (ending.signal.aborted || !holds()) break;
      yield message;
    }
    if (!holds()) throw apiError('unauthorized', 'Sign in again: you were signed out.');
  } finally {
    connection.watches -= 1;
    stopListening();
  }
}
