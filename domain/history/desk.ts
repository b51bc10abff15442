import type { Actor } from '../lot/actor.ts';

/** Somebody who signs in. */
export type User = Extract<Actor, { kind: 'user' }>;

export const MANAGER: User = { kind: 'user', name: 'manager', role: 'manager' };

/** Who is at the desk. */
export class Staff {
  readonly #open: User[] = [];

  /** Who takes cash and answers the lanes now: a clerk with a till, at night whoever watches. */
  get onDuty(): User {
    return this.#open.at(-1) ?? MANAGER;
  }

  get hasTill(): boolean {
    return this.#open.length > 0;
  }

  begin(clerk: User): void {
    this.#open.push(clerk);
  }

  end(clerk: User): void {
    const place = this.#open.indexOf(clerk);
    if (place >= 0) this.#open.splice(place, 1);
  }
}
