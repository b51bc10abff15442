import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { changeFor } from '#domain/payment/cash.ts';
import type { Station } from '../../link/station.ts';
import { isScan, lookUp } from './look-up.ts';
import { likelyTenders } from './tenders.ts';

/** Answers quotes from tables of tickets and plates, as the station would. */
function station(tickets: Record<string, string>, plates: Record<string, string>) {
  const asked: unknown[] = [];
  const create = async (input: { ticket?: string; plate?: string }) => {
    asked.push(input.ticket ?? input.plate);
    const { ticket, plate } = input;
    if (ticket !== undefined) {
      const found = tickets[ticket];
      if (found === undefined) throw new ORPCError('ticket-malformed');
      if (found.startsWith('ticket-')) throw new ORPCError(found);
      return { session: { id: found } };
    }
    const found = plates[plate ?? ''];
    if (found === undefined) throw new ORPCError('not-inside');
    return { session: { id: found } };
  };
  return { asked, client: { quotes: { create } } as unknown as Station['client'] };
}

describe('looking up a vehicle', () => {
  it('takes a ticket as a ticket', async () => {
    const { client } = station({ 'K7M2-Q': 's1' }, {});
    expect((await lookUp(client, 'lot', 'K7M2-Q')).session.id).toBe('s1');
  });

  it('takes what is no ticket as a plate', async () => {
    const { client, asked } = station({}, { 'KA 01 AB 1234': 's2' });
    expect((await lookUp(client, 'lot', 'KA 01 AB 1234')).session.id).toBe('s2');
    expect(asked).toEqual(['KA 01 AB 1234', 'KA 01 AB 1234']);
  });

  it('says what is wrong with a real ticket instead of trying a plate', async () => {
    const { client, asked } = station({ ABCD: 'ticket-used' }, {});
    await expect(lookUp(client, 'lot', 'ABCD')).rejects.toMatchObject({ code: 'ticket-used' });
    expect(asked).toHaveLength(1);
  });

  it('does not try a plate for a token', async () => {
    const { client, asked } = station({}, {});
    await expect(lookUp(client, 'lot', 'A'.repeat(60))).rejects.toMatchObject({
      code: 'ticket-malformed',
    });
    expect(asked).toHaveLength(1);
  });
});

describe('cash', () => {
  it('proposes notes that cover the amount', () => {
    expect(likelyTenders(12_000, 'INR')).toEqual([15_000, 20_000, 50_000]);
    expect(likelyTenders(730, 'GBP')).toEqual([750, 800, 1_000, 2_000, 5_000].slice(-4));
    expect(likelyTenders(100, 'XYZ')).toEqual([]);
  });

  it('proposes only what the domain takes, and the change follows from it', () => {
    for (const due of [1, 95, 730, 12_000, 49_999]) {
      for (const tender of likelyTenders(due, 'EUR')) {
        const change = changeFor(due, tender, 'EUR');
        expect(change).toEqual({ ok: true, value: tender - due });
      }
    }
  });

  it('tells a scan from an amount', () => {
    expect(isScan('K7M2-QX9', null)).toBe(true);
    expect(isScan('200', 20_000)).toBe(false);
    expect(isScan('x', null)).toBe(false);
  });
});
