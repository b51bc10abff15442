import type { Client } from 'aedes';
import { type BrokerGate, type Guest, openGate } from './broker-gate.ts';

/** Who is at the broker beside the station, and what each may do there. */
export class Guests {
  readonly #gate: BrokerGate;
  readonly #opened: Promise<void>;
  /** Also of one that has gone: its last will is still weighed. */
  readonly #of = new WeakMap<Client, Guest>();
  readonly #here = new Set<Client>();

  constructor({ gate = openGate, opened = Promise.resolve() }: GuestsOptions) {
    this.#gate = gate;
    this.#opened = opened;
  }

  /** Whether it comes in. One that nobody knows waits until all are known. */
  async admit(client: Client, username: string | null, password: string | null): Promise<boolean> {
    let guest = this.#gate.admit(username, password);
    if (guest === null) {
      await this.#opened;
      guest = this.#gate.admit(username, password);
    }
    if (guest !== null) this.#of.set(client, guest);
    return guest !== null;
  }

  of(client: Client): Guest | undefined {
    return this.#of.get(client);
  }

  came(client: Client): void {
    if (this.#of.has(client)) this.#here.add(client);
  }

  left(client: Client): void {
    this.#here.delete(client);
  }

  /** Sends away who would not be let in again. */
  recheck(): void {
    for (const client of [...this.#here])
      if (this.#of.get(client)?.isWelcome() === false) client.close();
  }
}

export interface GuestsOptions {
  readonly gate?: BrokerGate;
  readonly opened?: Promise<void>;
}
