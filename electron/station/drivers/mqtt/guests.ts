import type { Client } from 'aedes';
import { type BrokerGate, type Guest, openGate } from './broker-gate.ts';
import { createRetainedBudget, type RetainedBudget } from './retained-budget.ts';

/** Who is at the broker beside the station, and what each may do there. */
export class Guests {
  readonly #gate: BrokerGate;
  readonly #opened: Promise<void>;
  /** Also of one that has gone: its last will is still weighed. */
  readonly #of = new WeakMap<Client, Guest>();
  readonly #here = new Set<Client>();
  /** By the name of the guest. */
  readonly #kept = new Map<string, RetainedBudget>();

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
    if (guest === null) return false;
    this.#of.set(client, guest);
    // Who comes with a client id that is in use takes its place: that must be its own.
    client.id = `${guest.name}/${client.id}`;
    return true;
  }

  of(client: Client): Guest | undefined {
    return this.#of.get(client);
  }

  /** Of its earlier connections the oldest end where it has too many. */
  came(client: Client): void {
    const guest = this.#of.get(client);
    if (guest === undefined) return;
    this.#here.add(client);
    if (guest.share === null) return;
    const own = [...this.#here].filter((one) => this.#of.get(one)?.name === guest.name);
    for (const old of own.slice(0, -guest.share.connectionsMax)) old.close();
  }

  /** Books what is kept for latecomers within the guest's share. */
  keeps(client: Client, topic: string, payloadBytes: number): boolean {
    const guest = this.#of.get(client);
    if (guest === undefined || guest.share === null) return true;
    const kept = this.#kept.get(guest.name) ?? createRetainedBudget(guest.share.retained);
    this.#kept.set(guest.name, kept);
    return kept.take(topic, payloadBytes);
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
