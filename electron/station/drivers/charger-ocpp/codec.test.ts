import { describe, expect, it, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import {
  chargerTime,
  decodeAnswer,
  decodeMeter,
  decodeStart,
  decodeStatus,
  decodeStop,
  encodeOrder,
} from './codec.ts';

const NOW = Date.parse('2026-03-02T12:00:00Z');
const iso = (at: number) => new Date(at).toISOString();

describe('a charger’s clock', () => {
  it.each([
    ['an hour ago is what it says', iso(NOW - HOUR_MS), NOW - HOUR_MS],
    ['no time is now', undefined, NOW],
    ['no time at all is now', 'yesterday', NOW],
    ['a little ahead is now', iso(NOW + 1_000), NOW],
    ['far ahead is now', iso(NOW + HOUR_MS), NOW],
    ['one that was never set is now', '2000-01-01T00:00:00Z', NOW],
    ['older than a charger keeps charges is now', iso(NOW - 20 * DAY_MS), NOW],
  ])('%s', (_, text, expected) => {
    expect(chargerTime(text, NOW)).toBe(expected);
  });
});

test.each([
  ['Available', 'NoError', 'available', ''],
  ['SuspendedEV', 'NoError', 'full', ''],
  ['SuspendedEVSE', 'NoError', 'held-back', ''],
  ['Faulted', 'GroundFailure', 'faulted', 'GroundFailure: relay 2'],
])('the status %s with %s is %s', (status, errorCode, expected, detail) => {
  const word = decodeStatus({ connectorId: 1, status, errorCode, info: 'relay 2' }, NOW);
  expect(word).toEqual({ connectorId: 1, status: expected, detail, changedAt: NOW });
});

const sampled = (...sampledValue: object[]) => ({
  connectorId: 1,
  transactionId: 7,
  meterValue: [{ timestamp: iso(NOW - MINUTE_MS), sampledValue }],
});

describe('meter values', () => {
  it.each([
    ['a bare value is the register in Wh', [{ value: '1500' }], 1_500, null],
    ['kWh are a thousand', [{ value: '1.5', unit: 'kWh' }], 1_500, null],
    [
      'power is taken along',
      [{ value: '1500' }, { value: '7.2', measurand: 'Power.Active.Import', unit: 'kW' }],
      1_500,
      7_200,
    ],
    [
      'phases of power are added, and those of energy are none of ours',
      [
        { value: '5', phase: 'L1' },
        { value: '1500' },
        { value: '2300', measurand: 'Power.Active.Import', phase: 'L1' },
        { value: '2200', measurand: 'Power.Active.Import', phase: 'L2' },
      ],
      1_500,
      4_500,
    ],
  ])('%s', (_, samples, wh, powerW) => {
    expect(decodeMeter(sampled(...samples), NOW)).toMatchObject({
      chargeId: 7,
      meterWh: wh,
      powerW,
      meteredAt: NOW - MINUTE_MS,
    });
  });

  it.each([
    ['without energy', [{ value: '230', measurand: 'Voltage' }]],
    ['that are signed', [{ value: '01AF', format: 'SignedData' }]],
    ['that are no number', [{ value: 'NaN' }]],
    ['that are empty', [{ value: ' ' }]],
    ['below zero', [{ value: '-1' }]],
    ['without end', [{ value: 'Infinity' }]],
  ])('%s say nothing', (_, samples) => {
    expect(decodeMeter(sampled(...samples), NOW)).toBeNull();
  });

  it('the newest of several counts, in whatever order they come', () => {
    const meterValue = [
      { timestamp: iso(NOW), sampledValue: [{ value: '900' }] },
      { timestamp: iso(NOW - HOUR_MS), sampledValue: [{ value: '100' }] },
    ];
    expect(decodeMeter({ connectorId: 1, meterValue }, NOW)).toMatchObject({
      meterWh: 900,
      chargeId: null,
    });
  });
});

test('a start keeps the charger’s own time, which knows it again', () => {
  const timestamp = '2000-01-01T00:00:00Z';
  const word = decodeStart({ connectorId: 1, idTag: ' AB12 ', meterStart: 5, timestamp }, NOW);
  expect(word).toEqual({
    connectorId: 1,
    tag: 'AB12',
    meterWh: 5,
    startedAt: NOW,
    reportedAt: Date.parse(timestamp),
  });
  expect(decodeStart({ connectorId: 0, idTag: 'A', meterStart: 5, timestamp }, NOW)).toBeNull();
  expect(decodeStart({ connectorId: 1, idTag: 'A', meterStart: -5, timestamp }, NOW)).toBeNull();
});

test.each([
  [undefined, 'driver'],
  ['Local', 'driver'],
  ['EVDisconnected', 'unplugged'],
  ['Remote', 'staff'],
  ['PowerLoss', 'charger'],
])('a stop for %s is by the %s', (reason, expected) => {
  const params = { transactionId: 3, meterStop: 9, timestamp: iso(NOW), reason };
  expect(decodeStop(params, NOW)).toMatchObject({ chargeId: 3, reason: expected });
});

test.each([
  [{ status: 'Accepted' }, true, 'Accepted'],
  [{ status: 'Scheduled' }, true, 'Scheduled'],
  [{ status: 'Rejected' }, false, 'Rejected'],
  [null, false, 'Its answer cannot be read'],
])('the answer %j', (answer, accepted, detail) => {
  expect(decodeAnswer(answer)).toEqual({ accepted, detail });
});

test('orders are calls of the standard', () => {
  expect(encodeOrder({ kind: 'start', connectorId: 2, tag: 'T' })).toEqual({
    method: 'RemoteStartTransaction',
    params: { connectorId: 2, idTag: 'T' },
  });
  expect(encodeOrder({ kind: 'stop', connectorId: 2, chargeId: 9 }).params).toEqual({
    transactionId: 9,
  });
  expect(encodeOrder({ kind: 'reset', hard: false }).params).toEqual({ type: 'Soft' });
  expect(encodeOrder({ kind: 'availability', connectorId: null, operative: false }).params).toEqual(
    { connectorId: 0, type: 'Inoperative' },
  );
});
