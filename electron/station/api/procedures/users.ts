import { refusalOfAccount } from '../account-error.ts';
import { api } from '../base.ts';

/** Who may sign in. */
export const users = {
  list: api.users.list.handler(({ context }) => [...context.services.accounts.list()]),

  create: api.users.create.handler(async ({ context, input }) => {
    const { username, password, role } = input;
    const answer = await context.services.accounts.create(username, password, role);
    if (!answer.ok) throw refusalOfAccount(answer.refusal);
    return answer.value;
  }),

  remove: api.users.remove.handler(async ({ context, input }) => {
    const answer = await context.services.accounts.remove(input.username);
    if (!answer.ok) throw refusalOfAccount(answer.refusal);
    return { ok: true as const };
  }),
};
