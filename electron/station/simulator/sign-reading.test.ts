import { describe, expect, it } from 'vitest';
import { readSign, type SignReading } from './sign-reading.ts';

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
