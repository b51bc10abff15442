import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toBuffer } from 'bwip-js/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import { DAY_MS } from '#domain/kernel/instant.ts';
import { ticketNumberFrom } from '#domain/ticket/number.ts';
import { openKeyRing, rotateKey } from '../journal/keys.ts';
import { TicketDesk } from './ticket-desk.ts';

/** A paper edge of four modules belongs to the code: ISO/IEC 18004, 9.1. */
const QR = { scale: 3, eclevel: 'M', padding: 12, backgroundcolor: 'FFFFFF' };
const NOON = Date.parse('2026-03-02T12:00:00Z');
const NUMBER = ticketNumberFrom('0123456789abcdef0123456789abcdef');
const lot = smallLot();
const other = smallLot(undefined, { id: 'other' });
const clockAt = (now: number) => ({ now: () => now });

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-tickets-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const keys = () => openKeyRing(join(directory, 'keys')).ticketKeys;

describe('tickets at the station', () => {
  test('a printed QR code is read back by a scanner and accepted', () => {
    const desk = new TicketDesk(keys(), clockAt(NOON));
    const token = desk.tokenOf(lot, NUMBER, NOON);
    return toBuffer({ bcid: 'qrcode', text: token, ...QR }).then((png: Buffer) => {
      const file = join(directory, 'ticket.png');
      writeFileSync(file, png);
      const read = execFileSync('zbarimg', ['--quiet', '--raw', file], { encoding: 'utf8' }).trim();
      expect(read).toBe(token);
      expect(desk.claimOf(lot, read)).toEqual({ ok: true, kind: 'ticket', number: NUMBER });
      // Upper case and digits alone, so that the code stays small on a narrow slip.
      expect(token).toMatch(/^[0-9A-Z]{1,64}$/);
    });
  });

  test('a changed, foreign, expired or unreadable ticket each has its own code', () => {
    const desk = new TicketDesk(keys(), clockAt(NOON));
    const token = desk.tokenOf(lot, NUMBER, NOON);
    // Within the signature: the last symbol has spare bits, which make another one no token at all.
    const at = token.length - 5;
    const changed = token.slice(0, at) + (token[at] === '0' ? '1' : '0') + token.slice(at + 1);
    expect(desk.claimOf(lot, changed)).toEqual({ ok: false, code: 'ticket-forged' });
    expect(desk.claimOf(other, token)).toEqual({ ok: false, code: 'ticket-foreign' });
    const later = new TicketDesk(keys(), clockAt(NOON + 31 * DAY_MS));
    expect(later.claimOf(lot, token)).toEqual({ ok: false, code: 'ticket-expired' });
    expect(desk.claimOf(lot, 'https://example.org')).toEqual({
      ok: false,
      code: 'ticket-malformed',
    });
  });

  test('after a key rotation new tickets carry the new key and old ones are still good', () => {
    const before = new TicketDesk(keys(), clockAt(NOON));
    const old = before.tokenOf(lot, NUMBER, NOON);
    rotateKey(join(directory, 'keys'), 'ticket');
    const after = new TicketDesk(keys(), clockAt(NOON));
    const fresh = after.tokenOf(lot, NUMBER, NOON);
    expect(fresh).not.toBe(old);
    for (const token of [old, fresh])
      expect(after.claimOf(lot, token)).toEqual({ ok: true, kind: 'ticket', number: NUMBER });
    // A station that does not know the new key takes it for a forgery.
    expect(before.claimOf(lot, fresh)).toEqual({ ok: false, code: 'ticket-forged' });
  });
});
