import { apiError } from '../api-error.ts';
import type { ApiContext } from '../context.ts';

/** Calls that one console may have open at one time; a console has a handful, a bulk client more. */
const CALLS_PER_CONNECTION_MAX = 1_024;

/** Turns a connection away that sends faster than it can be answered, instead of piling calls up. */
export async function limitCalls<T>({
  context,
  next,
}: {
  readonly context: ApiContext;
  readonly next: () => Promise<T>;
}): Promise<T> {
  const { connection } = context;
  if (connection.calls >= CALLS_PER_CONNECTION_MAX) {
    throw apiError('busy', 'Too many calls at once on this connection. Wait for answers first.');
  }
  connection.calls += 1;
  try {
    return await next();
  } finally {
    connection.calls -= 1;
  }
}
