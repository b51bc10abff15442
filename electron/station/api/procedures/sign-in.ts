import { refusalOfAccount } from '../account-error.ts';
import { apiError } from '../api-error.ts';
import { api, callerOf } from '../base.ts';

/** How people sign in and out. The connection keeps the token that its calls then speak with. */
export const signIn = {
  setup: api.signIn.setup.handler(({ context }) => {
    const { accounts } = context.services;
    return { needsAdmin: accounts.needsAdmin, demoUsers: accounts.demoUsers };
  }),

  createAdmin: api.signIn.createAdmin.handler(async ({ context, input }) => {
    const { connection, services } = context;
    if (!connection.isLocal) {
      throw apiError(
        'only-local',
        'The first administrator can only be made at the machine that the station runs on.',
      );
    }
    const answer = await services.accounts.createAdmin(input.username, input.password);
    if (!answer.ok) throw refusalOfAccount(answer.refusal);
    connection.token = answer.value.token;
    return answer.value;
  }),

  signIn: api.signIn.signIn.handler(async ({ context, input }) => {
    const { connection, services } = context;
    const { username, password } = input;
    const answer = await services.accounts.signIn(username, password, connection.address);
    if (!answer.ok) throw refusalOfAccount(answer.refusal);
    connection.token = answer.value.token;
    return answer.value;
  }),

  resume: api.signIn.resume.handler(({ context, input }) => {
    const { connection, services } = context;
    const user = services.accounts.principalOf(input.token);
    if (user === null) throw apiError('unauthorized', 'Sign in again: you were signed out.');
    connection.token = input.token;
    return { user };
  }),

  signOut: api.signIn.signOut.handler(async ({ context }) => {
    const { connection, services } = context;
    const { token } = connection;
    connection.token = null;
    if (token !== null) await services.accounts.signOut(token);
    return { ok: true as const };
  }),

  me: api.signIn.me.handler(({ context }) => callerOf(context)),
};
