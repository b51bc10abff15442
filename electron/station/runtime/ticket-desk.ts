import { createHmac, createSecretKey } from 'node:crypto';
import type { LotFile } from '#domain/facility/lot-file.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { CredentialKind, TicketClaim } from '#domain/ticket/claim.ts';
import { readPresented } from '#domain/ticket/presented.ts';
import { encodeToken } from '#domain/ticket/token.ts';
import type { Mac } from '#domain/ticket/token-layout.ts';
import type { KeySet } from '../journal/keys.ts';
import type { Clock } from '../ports/clock.ts';

/** Signs tickets and reads what is presented: the one place where ticket keys are used. */
export class TicketDesk {
  readonly #keys: KeySet;
  readonly #clock: Clock;
  readonly #macs = new Map<string, Mac>();

  constructor(keys: KeySet, clock: Clock) {
    this.#keys = keys;
    this.#clock = clock;
  }

  /** The signed code of a ticket, a booking, a pass or a validation. */
  tokenOf(
    lot: LotFile,
    ticketNumber: string,
    issuedAt: Instant,
    kind: CredentialKind = 'ticket',
  ): string {
    const { keyId, key } = this.#keys.current;
    const claims = { kind, keyId: Number(keyId), lotId: lot.id, ticketNumber, issuedAt };
    return encodeToken(claims, this.#macOf(keyId, key));
  }

  claimOf(lot: LotFile, text: string): TicketClaim {
    return readPresented(text, {
      lotId: lot.id,
      now: this.#clock.now(),
      validDays: lot.policies.ticketValidDays,
      macFor: (keyId) => {
        const key = this.#keys.get(String(keyId));
        return key === null ? null : this.#macOf(String(keyId), key);
      },
    });
  }

  /** Made once for each key: Node takes four times as long to take a key as to use it. */
  #macOf(keyId: string, key: Buffer): Mac {
    const known = this.#macs.get(keyId);
    if (known !== undefined) return known;
    const secret = createSecretKey(key);
    const mac: Mac = (bytes) => createHmac('sha256', secret).update(bytes).digest();
    this.#macs.set(keyId, mac);
    return mac;
  }
}
