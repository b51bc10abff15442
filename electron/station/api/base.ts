import { implement } from '@orpc/server';
import { mayDo } from '#domain/access/roles.ts';
import { contract } from '#domain/contract/index.ts';
import { SECOND_MS } from '#domain/kernel/instant.ts';
import { apiError, internalError, toTellable } from './api-error.ts';
import type { ApiContext } from './context.ts';
import { NEEDS, PUBLIC, SIGNED_IN } from './permissions.ts';
import type { Principal } from './sign-in/accounts.ts';

const os = implement(contract).$context<ApiContext>();

/** Words what went wrong for callers; a fault of the station is logged and told without details. */
const words = os.middleware(async ({ context, path, next }) => {
  const { log, metrics } = context.services;
  const procedure = path.join('.');
  const startedMs = performance.now();
  let status = 200;
  try {
    return await next();
  } catch (error) {
    const told = toTellable(error) ?? internalError();
    status = told.status;
    if (told.code === 'internal') log.error({ procedure, error: describe(error) }, 'a call failed');
    throw told;
  } finally {
    metrics.call(procedure, status, (performance.now() - startedMs) / SECOND_MS);
  }
});

/** Looks up who calls, and whether that role may, before anything of the input is looked at. */
const permits = os.middleware(({ context, path, next }) => {
  const { connection, services } = context;
  const name = path.join('.');
  const principal =
    connection.token === null ? null : services.accounts.principalOf(connection.token);
  if (PUBLIC.has(name)) return next({ context: { principal } });
  if (principal === null) throw apiError('unauthorized', 'Sign in first.');
  if (SIGNED_IN.has(name)) return next({ context: { principal } });
  const needs = NEEDS[name];
  if (needs === undefined || !mayDo(principal.role, needs)) {
    throw apiError('forbidden', 'Your role does not allow this.', { needs: needs ?? null });
  }
  return next({ context: { principal } });
});

/** Keeps what was sent, so that an id that comes again can be told from an id that is used twice. */
const remembers = os.middleware(({ next }, input) => next({ context: { sent: input } }));

/** Every procedure is built on this: errors worded, permission checked. */
export const api = os.use(words).use(permits).use(remembers);

/** What a handler sees: the caller has been looked up. */
export interface CallContext extends ApiContext {
  readonly principal: Principal | null;
  /** The input as it came. */
  readonly sent: unknown;
}

/** The caller, where the permission table lets only signed-in people through. */
export function callerOf({ principal }: CallContext): Principal {
  if (principal === null) throw apiError('unauthorized', 'Sign in first.');
  return principal;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
