import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RecordedEvent } from '#domain/lot/event.ts';
import { evolve, initialState } from '#domain/lot/evolve.ts';
import { parseProfile } from '#domain/traffic/profile.ts';
import { bigLot } from '../big-lot.ts';
import { BulkStays } from './bulk-stays.ts';

const PROFILE = new URL('../../resources/arrival-profile.json', import.meta.url);
const FROM_AT = Date.parse('2026-01-01T00:00:00Z');
const DAYS = 3;
const SESSIONS = 1_500;

test('what is filled in by the hundred thousand is what a lot takes', () => {
  const profile = parseProfile(JSON.parse(readFileSync(PROFILE, 'utf8')));
  const options = { lot: bigLot(200), profile, fromAt: FROM_AT, seed: 2 };
  const stays = new BulkStays({ ...options, days: DAYS, sessions: SESSIONS });
  const state = initialState();
  const events: RecordedEvent[] = [...stays.days()].flat();
  for (const event of events) evolve(state, event);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(Math.abs(stays.sessions - SESSIONS)).toBeLessThan(SESSIONS / 5);
  for (const [id, { sessionId }] of state.slots)
    if (sessionId !== null) expect(state.sessions.get(sessionId)?.slotId).toBe(id);
  const started = events.filter(({ event }) => event.type === 'SessionStarted').length;
  const ended = events.filter(({ event }) => event.type === 'SessionEnded').length;
  expect(state.sessions.size).toBe(started - ended);
  const paid = events.flatMap(({ event }) => (event.type === 'PaymentCaptured' ? [event] : []));
  expect(paid.map(({ receiptNumber }) => receiptNumber)).toEqual(paid.map((_, index) => index + 1));
  expect(paid.every(({ unmatched }) => !unmatched)).toBe(true);
});
