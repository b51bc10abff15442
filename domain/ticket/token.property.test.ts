import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase32, SYMBOLS, toBase32 } from './base32.ts';
import { CREDENTIAL_KINDS } from './claim.ts';
import { withCheckSymbol } from './number.ts';
import { readPresented } from './presented.ts';
import { encodeToken, readToken, type TokenReader } from './token.ts';
import type { Mac } from './token-layout.ts';

const hmac =
  (keyId: number): Mac =>
  (message) =>
    createHmac('sha256', `key ${keyId}`).update(message).digest();

const LATEST = 2 ** 32 * 1_000 - 1;
const fields = fc.record({
  kind: fc.constantFrom(...CREDENTIAL_KINDS),
  lotId: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,62}$/),
  keyId: fc.nat({ max: 255 }),
  issuedAt: fc.nat({ max: LATEST }),
  ticketNumber: fc
    .string({ unit: fc.constantFrom(...SYMBOLS), minLength: 8, maxLength: 8 })
    .map(withCheckSymbol),
});
const readerOf = (lotId: string, now: number): TokenReader => ({
  lotId,
  now,
  validDays: 30,
  macFor: hmac,
});
/** What a finger or a scanner may put in a character's place, and the alphabet itself. */
const character = fc.oneof(fc.constantFrom(...SYMBOLS), fc.string({ minLength: 1, maxLength: 1 }));

describe('any token', () => {
  it('is read back as it was issued', () => {
    fc.assert(
      fc.property(fields, (made) => {
        const text = encodeToken(made, hmac(made.keyId));
        const claim = readToken(text, readerOf(made.lotId, made.issuedAt));
        expect(claim).toEqual({ ok: true, kind: made.kind, number: made.ticketNumber });
      }),
    );
  });

  it('with any one character changed is refused, as forged where it still has the form of a token', () => {
    fc.assert(
      fc.property(fields, fc.nat({ max: 52 }), character, (made, at, other) => {
        const text = encodeToken(made, hmac(made.keyId));
        fc.pre(text[at] !== other);
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        for (const read of [readToken, readPresented]) {
          const claim = read(changed, readerOf(made.lotId, made.issuedAt));
          expect(claim.ok ? 'accepted' : claim.code).toMatch(/^ticket-(forged|malformed)$/);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('is answered, whatever is presented', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const reader = readerOf('riverside', 0);
        expect(readToken(text, reader).ok).toBe(false);
        expect(typeof readPresented(text, reader).ok).toBe('boolean');
      }),
    );
  });
});

describe('base32', () => {
  it('gives every run of bytes one text and every text at most one run of bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(fromBase32(toBase32(bytes))).toEqual(bytes);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...SYMBOLS), maxLength: 20 }), (text) => {
        const bytes = fromBase32(text);
        if (bytes !== null) expect(toBase32(bytes)).toBe(text);
      }),
    );
  });
});
