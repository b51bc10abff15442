import { SECOND_MS } from '#domain/kernel/instant.ts';
import { apiError } from './api-error.ts';
import type { AccountRefusal } from './sign-in/accounts.ts';

/** What callers are told about a refused account change or sign-in. Never which part was wrong. */
export function refusalOfAccount(refusal: AccountRefusal): ReturnType<typeof apiError> {
  switch (refusal.code) {
    case 'sign-in-wrong':
      return apiError('sign-in-wrong', 'The name or the password is wrong.');
    case 'sign-in-wait': {
      const seconds = Math.ceil(refusal.retryAfterMs / SECOND_MS);
      return apiError('sign-in-wait', `Too many attempts. Try again in ${seconds} s.`, {
        retryAfterSeconds: seconds,
      });
    }
    case 'admin-exists':
      return apiError('admin-exists', 'There is an administrator already. Sign in.');
    case 'user-exists':
      return apiError('user-exists', 'There is a user of this name already.');
    case 'user-unknown':
      return apiError('user-unknown', 'There is no such user.');
    case 'user-last-admin':
      return apiError('user-last-admin', 'The last administrator cannot be removed.');
    case 'users-full':
      return apiError('users-full', 'There are too many users. Remove those who have left.');
  }
}
