import { createHmac } from 'node:crypto';
import type { LotFile } from '#domain/facility/lot-file.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { TicketClaim } from '#domain/ticket/claim.ts';
import { readPresented } from '#domain/ticket/presented.ts';
import { encodeToken } from '#domain/ticket/token.ts';
import type { KeySet } from '../journal/keys.ts';
import type { Clock } from '../ports/clock.ts';

const macOf = (key: Buffer) => (bytes: Uint8Array) =>
  createHmac('sha256', key).update(bytes).digest();

/** Signs tickets and reads what is presented: the one place where ticket keys are used. */
export class TicketDesk {
  readonly #keys: KeySet;
  readonly #clock: Clock;

  constructor(keys: KeySet, clock: Clock) {
    this.#keys = keys;
    this.#clock = clock;
  }

  tokenOf(lot: LotFile, ticketNumber: string, issuedAt: Instant): string {
    const { keyId, key } = this.#keys.current;
    return encodeToken({ keyId: Number(keyId), lotId: lot.id, ticketNumber, issuedAt }, macOf(key));
  }

  claimOf(lot: LotFile, text: string): TicketClaim {
    return readPresented(text, {
      lotId: lot.id,
      now: this.#clock.now(),
      validDays: lot.policies.ticketValidDays,
      macFor: (keyId) => {
        const key = this.#keys.get(String(keyId));
        return key === null ? null : macOf(key);
      },
    });
  }
}
