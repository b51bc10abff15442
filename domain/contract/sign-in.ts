import { z } from 'zod';
import { ROLES } from '../access/roles.ts';
import { withoutCardNumber } from '../payment/free-text.ts';
import { base, doneSchema } from './shared.ts';

const userSchema = z.object({ username: z.string(), role: z.enum(ROLES) });
export type User = z.infer<typeof userSchema>;

const username = withoutCardNumber(
  z
    .string()
    .regex(/^[a-z][a-z0-9._-]{1,31}$/, '2 to 32 lower-case letters, digits, dots or hyphens'),
);
const password = z.string().min(10, 'a password of at least 10 characters').max(200);

/** People sign in; the token then travels as `Authorization: Bearer` or belongs to the connection. */
export const signInContract = {
  /** On a fresh data directory nobody can sign in yet: the first administrator is made here. */
  setup: base
    .route({ method: 'GET', path: '/setup', tags: ['sign-in'] })
    .output(z.object({ needsAdmin: z.boolean(), demoUsers: z.boolean() })),
  createAdmin: base
    .route({ method: 'POST', path: '/setup/admin', tags: ['sign-in'] })
    .input(z.object({ username, password }))
    .output(z.object({ token: z.string(), user: userSchema })),
  signIn: base
    .route({ method: 'POST', path: '/sign-in', tags: ['sign-in'] })
    .input(z.object({ username: z.string().max(64), password: z.string().max(200) }))
    .output(z.object({ token: z.string(), user: userSchema })),
  /** Takes up a token from before a reload or a reconnect, for the connection it is called on. */
  resume: base
    .route({ method: 'POST', path: '/sign-in/resume', tags: ['sign-in'] })
    .input(z.object({ token: z.string().max(500) }))
    .output(z.object({ user: userSchema })),
  signOut: base.route({ method: 'POST', path: '/sign-out', tags: ['sign-in'] }).output(doneSchema),
  me: base.route({ method: 'GET', path: '/me', tags: ['sign-in'] }).output(userSchema),
};

export const usersContract = {
  list: base.route({ method: 'GET', path: '/users', tags: ['users'] }).output(z.array(userSchema)),
  create: base
    .route({ method: 'POST', path: '/users', tags: ['users'] })
    .input(z.object({ username, password, role: z.enum(ROLES) }))
    .output(userSchema),
  remove: base
    .route({ method: 'DELETE', path: '/users/{username}', tags: ['users'] })
    .input(z.object({ username: z.string() }))
    .output(doneSchema),
};
