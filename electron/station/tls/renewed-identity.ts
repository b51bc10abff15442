import { sentenceOf } from '../drivers/fault-sentence.ts';
import type { IdentityFacts, ShownCertificate, TlsIdentity } from './identity.ts';

/** Shows a certificate until there is a better one, and tells the servers of each new one. */
export abstract class RenewedIdentity implements TlsIdentity {
  #shown: ShownCertificate;
  #fault: string | null = null;
  readonly #listeners = new Set<(shown: ShownCertificate) => void>();
  #turn: Promise<void> = Promise.resolve();

  constructor(shown: ShownCertificate) {
    this.#shown = shown;
  }

  get shown(): ShownCertificate {
    return this.#shown;
  }

  protected get fault(): string | null {
    return this.#fault;
  }

  abstract facts(): IdentityFacts;
  /** Another certificate where it is time for one, or null. */
  protected abstract renewIfDue(): Promise<ShownCertificate | null>;
  protected abstract renewNow(): Promise<ShownCertificate>;

  onRenewed(renewed: (shown: ShownCertificate) => void): () => void {
    this.#listeners.add(renewed);
    return () => this.#listeners.delete(renewed);
  }

  /** What goes wrong is kept as the fault: the certificate that is shown goes on. */
  check(): Promise<void> {
    return this.#inTurn(async () => {
      try {
        this.#take(await this.renewIfDue());
        this.#fault = null;
      } catch (error) {
        this.#fault = sentenceOf(error);
      }
    });
  }

  renew(): Promise<void> {
    return this.#inTurn(async () => this.#take(await this.renewNow()));
  }

  close(): void {
    this.#listeners.clear();
  }

  #take(shown: ShownCertificate | null): void {
    if (shown === null) return;
    this.#shown = shown;
    for (const listener of this.#listeners) listener(shown);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
