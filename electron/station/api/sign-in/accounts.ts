import { createSecretKey, type KeyObject, randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { ROLES, type Role } from '#domain/access/roles.ts';
import type { User } from '#domain/contract/sign-in.ts';
import { HOUR_MS, type Instant } from '#domain/kernel/instant.ts';
import type { Log } from '../../ports/log.ts';
import { Passwords } from './passwords.ts';
import { loadSignInKey } from './sign-in-key.ts';
import { SignInThrottle } from './throttle.ts';
import { readToken, signToken, type TokenClaims } from './token.ts';
import { readUsersFile, type UserRecord, type UsersFile, writeUsersFile } from './user-store.ts';

const TOKEN_LIFE_MS = 12 * HOUR_MS;
const USERS_MAX = 1_000;
/** As many as a random integer may have. */
const EPOCHS = 2 ** 48 - 1;
const OWN_PART_PASSWORD_BYTES = 24;
/** Signed-out tokens remembered at one time; past that all tokens of the user end instead. */
const REVOKED_MAX = 10_000;

/** Who makes a call, as looked up for this very call. */
export interface Principal {
  readonly username: string;
  readonly role: Role;
}

export type AccountRefusal =
  | { readonly code: 'sign-in-wrong' }
  | { readonly code: 'sign-in-wait'; readonly retryAfterMs: number }
  | { readonly code: 'admin-exists' }
  | { readonly code: 'user-exists' }
  | { readonly code: 'user-unknown' }
  | { readonly code: 'user-last-admin' }
  | { readonly code: 'users-full' };
export type SignedIn = { readonly token: string; readonly user: User };
export type AccountAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: AccountRefusal };

export interface AccountsOptions {
  /** `<data>/keys`: users and the signing key, readable by their owner alone. */
  readonly directory: string;
  readonly clock: () => Instant;
  readonly log: Log;
  /** Adds admin, manager and attendant with `<name>-demo`, for this run only: they are never stored. */
  readonly demo?: boolean;
}

interface Entry extends UserRecord {
  readonly lasting: boolean;
  /** False for the program's own parts, such as the simulator. */
  readonly isPerson: boolean;
}

/** The people who may sign in, and the tokens that prove they did. */
export class Accounts {
  readonly demoUsers: boolean;
  readonly #usersPath: string;
  readonly #clock: () => Instant;
  readonly #log: Log;
  readonly #key: KeyObject;
  readonly #users = new Map<string, Entry>();
  readonly #revoked = new Map<string, Instant>();
  readonly #passwords = new Passwords();
  readonly #throttle = new SignInThrottle();
  readonly #endings = new Set<() => void>();
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(options: AccountsOptions, key: Buffer, file: UsersFile) {
    this.demoUsers = options.demo ?? false;
    this.#usersPath = usersPath(options.directory);
    this.#clock = options.clock;
    this.#log = options.log;
    this.#key = createSecretKey(key);
    for (const user of file.users)
      this.#users.set(user.username, { ...user, lasting: true, isPerson: true });
    for (const { tokenId, expiresAt } of file.revoked) this.#revoked.set(tokenId, expiresAt);
  }

  /** @throws UsersFileDamaged, or what the system says of files that cannot be read or written */
  static async open(options: AccountsOptions): Promise<Accounts> {
    const file = await readUsersFile(usersPath(options.directory));
    const key = await loadSignInKey(join(options.directory, 'sign-in.key'), options.log);
    const accounts = new Accounts(options, key, file);
    await accounts.#passwords.warmUp();
    if (accounts.demoUsers) await accounts.#seedDemo();
    return accounts;
  }

  /** Nobody can administrate yet: the first administrator may be made, from this machine alone. */
  get needsAdmin(): boolean {
    return !this.#holders('admin').some(() => true);
  }

  list(): readonly User[] {
    return [...this.#users.values()]
      .filter((user) => user.isPerson)
      .map(toUser)
      .sort((a, b) => (a.username < b.username ? -1 : 1));
  }

  /** @throws StationBusy when too many people sign in at once */
  async signIn(name: string, password: string, address: string): Promise<AccountAnswer<SignedIn>> {
    const username = name.trim().toLowerCase();
    const retryAfterMs = this.#throttle.begin(username, address, this.#clock());
    if (retryAfterMs > 0) return refuse({ code: 'sign-in-wait', retryAfterMs });
    const hash = this.#users.get(username)?.hash ?? null;
    const matches = await this.#passwords.verify(hash, password);
    // Looked up again: the user may have been removed, or given a new password, meanwhile.
    const user = this.#users.get(username);
    if (!matches || user === undefined || user.hash !== hash) {
      this.#log.warn({ address }, 'a sign-in was refused');
      return refuse({ code: 'sign-in-wrong' });
    }
    this.#throttle.succeeded(username, address);
    return { ok: true, value: this.#welcome(user) };
  }

  /** Makes the first administrator; the caller has made sure that it asks from this machine. */
  createAdmin(username: string, password: string): Promise<AccountAnswer<SignedIn>> {
    return this.#change(async () => {
      if (!this.needsAdmin) return refuse({ code: 'admin-exists' });
      if (this.#users.has(username)) return refuse({ code: 'user-exists' });
      const user = await this.#add(username, password, 'admin');
      return { ok: true, value: this.#welcome(user) };
    });
  }

  create(username: string, password: string, role: Role): Promise<AccountAnswer<User>> {
    return this.#change(async () => {
      if (this.#users.has(username)) return refuse({ code: 'user-exists' });
      if (this.#users.size >= USERS_MAX) return refuse({ code: 'users-full' });
      return { ok: true, value: toUser(await this.#add(username, password, role)) };
    });
  }

  /** Removes a user; all tokens of that user end at once. */
  remove(username: string): Promise<AccountAnswer<true>> {
    return this.#change(async () => {
      const user = this.#users.get(username);
      if (user === undefined) return refuse({ code: 'user-unknown' });
      const admins = this.#holders('admin').filter((admin) => admin.lasting === user.lasting);
      if (user.role === 'admin' && admins.length === 1) return refuse({ code: 'user-last-admin' });
      await this.#store([...this.#users.values()].filter((other) => other !== user));
      this.#ended();
      return { ok: true, value: true };
    });
  }

  /** Gives a user a new password; all tokens of that user end at once. */
  setPassword(username: string, password: string): Promise<AccountAnswer<true>> {
    return this.#change(async () => {
      const user = this.#users.get(username);
      if (user === undefined) return refuse({ code: 'user-unknown' });
      const hash = await this.#passwords.hash(password);
      await this.#replace({ ...user, hash, epoch: newEpoch() });
      return { ok: true, value: true };
    });
  }

  /** Who a token speaks for right now, or null: forged, expired, signed out, or the user is gone. */
  principalOf(token: string): Principal | null {
    const holder = this.#holderOf(token);
    return holder === null ? null : { username: holder.user.username, role: holder.user.role };
  }

  /** Ends one token for good. A token that does not hold anyway is no error. */
  async signOut(token: string): Promise<void> {
    await this.#change(async () => {
      const holder = this.#holderOf(token);
      if (holder === null) return;
      const now = this.#clock();
      for (const [id, expiresAt] of this.#revoked) if (expiresAt <= now) this.#revoked.delete(id);
      if (this.#revoked.size >= REVOKED_MAX) {
        await this.#replace({ ...holder.user, epoch: newEpoch() });
        return;
      }
      this.#revoked.set(holder.claims.id, holder.claims.expiresAt);
      this.#ended();
      await this.#store([...this.#users.values()]);
    });
  }

  /** Calls back whenever a token may have ended before its time. Returns how to stop that. */
  onEnded(listener: () => void): () => void {
    this.#endings.add(listener);
    return () => this.#endings.delete(listener);
  }

  #holderOf(token: string): { readonly claims: TokenClaims; readonly user: Entry } | null {
    const claims = readToken(token, this.#key);
    if (claims === null || claims.expiresAt <= this.#clock()) return null;
    const user = this.#users.get(claims.username);
    if (user === undefined || user.epoch !== claims.epoch) return null;
    return this.#revoked.has(claims.id) ? null : { claims, user };
  }

  #holders(role: Role): Entry[] {
    return [...this.#users.values()].filter((user) => user.role === role);
  }

  #welcome(user: Entry): SignedIn {
    const issuedAt = this.#clock();
    const id = randomBytes(9).toString('base64url');
    const { username, epoch } = user;
    const expiresAt = issuedAt + TOKEN_LIFE_MS;
    const token = signToken({ id, username, issuedAt, expiresAt, epoch }, this.#key);
    return { token, user: toUser(user) };
  }

  async #add(username: string, password: string, role: Role): Promise<Entry> {
    const hash = await this.#passwords.hash(password);
    const user: Entry = {
      username,
      role,
      hash,
      epoch: newEpoch(),
      lasting: true,
      isPerson: true,
    };
    await this.#store([...this.#users.values(), user]);
    return user;
  }

  async #replace(user: Entry): Promise<void> {
    await this.#store(
      [...this.#users.values()].map((other) => (other.username === user.username ? user : other)),
    );
    this.#ended();
  }

  /** Writes first and takes over in memory after: what failed to be stored has not happened. */
  async #store(entries: readonly Entry[]): Promise<void> {
    const users = entries
      .filter((entry) => entry.lasting)
      .map(({ username, role, hash, epoch }) => ({ username, role, hash, epoch }));
    const revoked = [...this.#revoked].map(([tokenId, expiresAt]) => ({ tokenId, expiresAt }));
    await writeUsersFile(this.#usersPath, {
      format: 'gatehouse-users',
      version: 1,
      users,
      revoked,
    });
    this.#users.clear();
    for (const entry of entries) this.#users.set(entry.username, entry);
  }

  /** One change after another, so that two never start from the same state. */
  #change<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#writing.then(work);
    this.#writing = done.catch(() => undefined);
    return done;
  }

  #ended(): void {
    for (const listener of this.#endings) listener();
  }

  /**
   * Lets a part of the program itself sign in for this run: never stored, not listed among people.
   * @returns the password made for it
   */
  async addOwnPart(username: string, role: Role): Promise<string> {
    const password = randomBytes(OWN_PART_PASSWORD_BYTES).toString('base64url');
    const hash = await this.#passwords.hash(password);
    this.#users.set(username, { username, role, hash, epoch: 0, lasting: false, isPerson: false });
    return password;
  }

  async #seedDemo(): Promise<void> {
    for (const role of ROLES) {
      if (this.#users.has(role)) continue;
      const hash = await this.#passwords.hash(`${role}-demo`);
      this.#users.set(role, {
        username: role,
        role,
        hash,
        epoch: 0,
        lasting: false,
        isPerson: true,
      });
    }
  }
}

/** Random, so that tokens of a removed user stay void when another of the same name is made. */
function newEpoch(): number {
  return randomInt(EPOCHS);
}

function usersPath(directory: string): string {
  return join(directory, 'users.json');
}

function toUser(user: Entry): User {
  return { username: user.username, role: user.role };
}

function refuse(refusal: AccountRefusal): { readonly ok: false; readonly refusal: AccountRefusal } {
  return { ok: false, refusal };
}
