import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../kernel/instant.ts';
import { readPresented } from './presented.ts';
import { encodeToken, readToken, type TokenReader } from './token.ts';
import type { Mac } from './token-layout.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const KEYS: Readonly<Record<number, string>> = { 1: 'first key', 2: 'second key' };

const hmac =
  (key: string): Mac =>
  (message) =>
    createHmac('sha256', key).update(message).digest();

const reader: TokenReader = {
  lotId: 'riverside',
  now: NOW,
  validDays: 30,
  macFor: (keyId) => (KEYS[keyId] === undefined ? null : hmac(KEYS[keyId])),
};

const token = (
  change: { keyId?: number; lotId?: string; issuedAt?: number; key?: string } = {},
) => {
  const { keyId = 1, lotId = 'riverside', issuedAt = NOW, key = KEYS[keyId] ?? 'another' } = change;
  return encodeToken(
    { kind: 'ticket', keyId, lotId, issuedAt, ticketNumber: '7AE4MZTYQ' },
    hmac(key),
  );
};

const good = { ok: true, kind: 'ticket', number: '7AE4MZTYQ' };
const refused = (code: string) => ({ ok: false, code });

describe('a token', () => {
  it('is short, fits a QR code in alphanumeric mode and keeps its form', () => {
    // Pinned: tokens already printed must be read for as long as they are valid.
    expect(token()).toBe('GH1064SAM8T7AE4MZTY05NG5PA0HDKVNK3C9NSYSYW8ZVZMV13QHC');
    expect(token()).toMatch(/^[0-9A-Z]{53}$/);
  });

  it('is read back, signed with the old key or the new one', () => {
    expect(readToken(token(), reader)).toEqual(good);
    expect(readToken(token({ keyId: 2 }), reader)).toEqual(good);
  });

  it('is good for as many days as the lot says', () => {
    const day30 = { ...reader, now: NOW + 30 * DAY_MS };
    expect(readToken(token(), day30)).toEqual(good);
    expect(readToken(token(), { ...day30, now: day30.now + 1 })).toEqual(refused('ticket-expired'));
  });

  it('of a validation does not age: its own book knows until when it is good', () => {
    const fields = { kind: 'validation', keyId: 1, lotId: 'riverside', issuedAt: NOW } as const;
    const text = encodeToken({ ...fields, ticketNumber: '7AE4MZTYQ' }, hmac(KEYS[1] ?? ''));
    const claim = readToken(text, { ...reader, now: NOW + 300 * DAY_MS });
    expect(claim).toEqual({ ok: true, kind: 'validation', number: '7AE4MZTYQ' });
  });

  it('is good past 2038', () => {
    const at = Date.UTC(2099, 0, 1);
    expect(readToken(token({ issuedAt: at }), { ...reader, now: at })).toEqual(good);
  });

  it('of another lot is foreign, whoever signed it', () => {
    expect(readToken(token({ lotId: 'hillside' }), reader)).toEqual(refused('ticket-foreign'));
    const elsewhere = token({ lotId: 'hillside', keyId: 9, key: 'key of another station' });
    expect(readToken(elsewhere, reader)).toEqual(refused('ticket-foreign'));
  });

  it('is forged when it is signed with a wrong key, an unknown one, or for a lot of the same hash', () => {
    expect(readToken(token({ key: 'guessed' }), reader)).toEqual(refused('ticket-forged'));
    expect(readToken(token({ keyId: 3 }), reader)).toEqual(refused('ticket-forged'));
    // Two ids whose FNV-1a 32 hashes are equal: only the signature over the whole id tells them apart.
    const collides = { ...reader, lotId: 'altarage' };
    expect(readToken(token({ lotId: 'zinke' }), collides)).toEqual(refused('ticket-forged'));
    expect(readToken(token({ lotId: 'altarage' }), collides)).toEqual(good);
  });

  it('is forged, not foreign, when the lot in one of ours was changed', () => {
    const text = token();
    const changed = `${text.slice(0, 6)}${text[6] === '0' ? '1' : '0'}${text.slice(7)}`;
    expect(readToken(changed, reader)).toEqual(refused('ticket-forged'));
  });

  it.each([
    ['nothing', ''],
    ['lower case', token().toLowerCase()],
    ['too short', token().slice(0, -1)],
    ['too long', `${token()}0`],
    ['a character outside the alphabet', `${token().slice(0, -1)}U`],
    ['another prefix', `GH2${token().slice(3)}`],
    ['an unknown version', `GH10C${token().slice(5)}`],
    ['fill bits set', `${token().slice(0, -1)}S`],
  ])('is malformed: %s', (_, text) => {
    expect(readToken(text, reader)).toEqual(refused('ticket-malformed'));
  });
});

describe('what is presented', () => {
  it.each([
    ['a token', token()],
    ['a token with the line end of a scanner', `${token()}\r\n`],
    ['a web address with it in the path', `https://park.example/t/${token()}`],
    ['in the query', `https://park.example/?lot=riverside&t=${token()}`],
    ['in the fragment', `https://park.example/pay#${token()}`],
    ['a typed number', '7ae4-mzty-q'],
  ])('may be %s', (_, text) => {
    expect(readPresented(text, reader)).toEqual(good);
  });

  it.each([
    ['garbage', 'hello', 'ticket-malformed'],
    ['nothing', '', 'ticket-malformed'],
    ['control characters', '\u0000\u0001\u0002', 'ticket-malformed'],
    ['far too much', 'A'.repeat(10_000), 'ticket-malformed'],
    ['spaces around a token, far too many', `${' '.repeat(200)}${token()}`, 'ticket-malformed'],
    ['a number with a slip', '7AE4-MZTY-W', 'ticket-malformed'],
    ['a forged token', token({ key: 'guessed' }), 'ticket-forged'],
    [
      'a forged token in an address',
      `https://park.example/t/${token({ keyId: 3 })}`,
      'ticket-forged',
    ],
  ])('is refused: %s', (_, text, code) => {
    expect(readPresented(text, reader)).toEqual(refused(code));
  });
});
