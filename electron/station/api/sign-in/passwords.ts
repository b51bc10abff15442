import { hash, verify } from '@node-rs/argon2';
import { StationBusy } from '../../runtime/lot-service.ts';

/**
 * Argon2id with 19 MiB, two passes and one lane.
 * Source: OWASP Password Storage Cheat Sheet, the first of its equivalent settings.
 */
const ARGON2 = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes at work at one time: each holds 19 MiB and a thread. */
const AT_ONCE_MAX = 2;
/** Callers that wait for their turn; more than this are told to come back. */
const WAITING_MAX = 32;

/** Hashes and checks passwords, a few at a time, so that a flood of sign-ins starves nothing else. */
export class Passwords {
  #atWork = 0;
  readonly #waiting: (() => void)[] = [];
  #dummy: string | null = null;

  /** @throws StationBusy when too many callers wait */
  hash(password: string): Promise<string> {
    return this.#turn(() => hash(password.normalize('NFKC'), ARGON2));
  }

  /**
   * Checks a password. For a user who does not exist (`known` null) the same work is done on a hash
   * that nothing matches, so that the time taken tells nobody which names exist.
   * @throws StationBusy when too many callers wait
   */
  async verify(known: string | null, password: string): Promise<boolean> {
    const against = known ?? (await this.#dummyHash());
    const matches = await this.#turn(() => verify(against, password.normalize('NFKC')));
    return matches && known !== null;
  }

  /** Made ahead of the first sign-in, so that not even that one takes longer. */
  async warmUp(): Promise<void> {
    await this.#dummyHash();
  }

  async #dummyHash(): Promise<string> {
    this.#dummy ??= await this.hash(crypto.randomUUID());
    return this.#dummy;
  }

  async #turn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#atWork >= AT_ONCE_MAX) {
      if (this.#waiting.length >= WAITING_MAX) {
        throw new StationBusy(
          'Too many people sign in at this moment. Try again in a few seconds.',
        );
      }
      // Whoever finishes hands the place on, so the count does not change.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#atWork += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#atWork -= 1;
      else next();
    }
  }
}
