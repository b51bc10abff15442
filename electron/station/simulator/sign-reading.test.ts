import { describe, expect, it } from 'vitest';
import {
  dueSign,
  GOODBYE_SIGN,
  idleSign,
  slotSign,
  TURNING_SIGN,
  WAIT_SIGN,
} from '#domain/lane/sign-text.ts';
import { readSign, readWay, type SignReading } from './sign-reading.ts';

const labels = new Set(['G-A01', 'L1-H12']);

describe('readSign', () => {
  it.each<[readonly string[], SignReading]>([
    [['WELCOME', 'Slot L1-H12', 'Level Level 1'], { kind: 'slot', label: 'L1-H12' }],
    [['PLEASE PAY', 'INR 40.00'], { kind: 'due' }],
    [['FULL', 'No suitable slot'], { kind: 'turn-back' }],
    [['PLEASE WAIT', 'Staff check your plate'], { kind: 'wait' }],
    [['TICKET USED', 'Staff are called'], { kind: 'wait' }],
    [['Riverside Car Park', 'FULL'], { kind: 'nothing' }],
    [['Riverside Car Park', '120 free'], { kind: 'nothing' }],
    [['THANK YOU', 'Drive safely'], { kind: 'nothing' }],
    [['WELCOME', 'Slot X-99'], { kind: 'nothing' }],
    [[], { kind: 'nothing' }],
  ])('%j', (lines, reading) => {
    expect(readSign(lines, labels)).toEqual(reading);
  });
});

describe('readWay', () => {
  const lot = { name: 'Riverside Car Park', currency: 'INR' } as Parameters<typeof idleSign>[0];

  it('reads the way from the signs that the station shows while nobody is there', () => {
    expect(readWay(idleSign(lot, true, 12, null))).toBe('entry');
    expect(readWay(idleSign(lot, true, 0, null))).toBe('entry');
    expect(readWay(idleSign(lot, false, 12, null))).toBe('exit');
    expect(readWay(TURNING_SIGN)).toBeNull();
  });

  it('is told nothing by what is said to one driver', () => {
    for (const lines of [slotSign('G-A01', 'Ground'), WAIT_SIGN, GOODBYE_SIGN, dueSign(40, 'INR')])
      expect(readWay(lines)).toBeUndefined();
  });
});
