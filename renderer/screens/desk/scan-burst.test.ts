import { describe, expect, it } from 'vitest';
import { withCheckSymbol } from '#domain/ticket/number.ts';
import { codeKind, isCode, ScanBurst } from './scan-burst.ts';

const TOKEN = `GH1${'7K4M9QXTR2'.repeat(5)}`;
const NUMBER = withCheckSymbol('7K4M9QXT');

/** Types a text with the same pause before each key, and returns what was taken for a scan. */
function type(burst: ScanBurst, text: string, gapMs: number, end = 'Enter'): string | null {
  let atMs = 10_000;
  for (const key of text) {
    atMs += gapMs;
    expect(burst.key(key, atMs)).toBeNull();
  }
  return burst.key(end, atMs + gapMs);
}

describe('a scanner', () => {
  it('is known by its speed and by what it reads', () => {
    expect(type(new ScanBurst(), TOKEN, 5)).toBe(TOKEN);
    expect(type(new ScanBurst(), NUMBER, 30)).toBe(NUMBER);
    expect(type(new ScanBurst(), TOKEN, 5, 'Tab')).toBe(TOKEN);
  });

  it('may be slowed down by a busy machine in the middle of a token', () => {
    expect(type(new ScanBurst(), TOKEN, 120)).toBe(TOKEN);
  });

  it('is never a person who types the same', () => {
    expect(type(new ScanBurst(), TOKEN, 300)).toBeNull();
    expect(type(new ScanBurst(), NUMBER, 60)).toBeNull();
  });

  it('is not whatever else comes in a burst', () => {
    expect(type(new ScanBurst(), 'parked one further', 5)).toBeNull();
    expect(type(new ScanBurst(), '120.00', 5)).toBeNull();
    expect(type(new ScanBurst(), `${NUMBER}X`, 5)).toBeNull();
    expect(type(new ScanBurst(), '', 5)).toBeNull();
  });

  it('starts anew after a pause, so that what was typed before is no part of it', () => {
    const burst = new ScanBurst();
    burst.key('9', 9_930);
    expect(type(burst, NUMBER, 5)).toBe(NUMBER);
    burst.key('2', 9_850);
    burst.key('0', 9_960);
    expect(type(burst, TOKEN, 100)).toBe(TOKEN);
  });

  it('holds Shift for capitals, and ends by no other key', () => {
    const burst = new ScanBurst();
    let atMs = 0;
    for (const key of [...NUMBER].flatMap((letter) => ['Shift', letter])) {
      atMs += 3;
      burst.key(key, atMs);
    }
    expect(burst.key('Enter', atMs + 3)).toBe(NUMBER);
    for (const key of [...NUMBER.slice(0, 5), 'ArrowLeft', ...NUMBER.slice(5)]) {
      atMs += 3;
      burst.key(key, atMs);
    }
    expect(burst.key('Enter', atMs + 3)).toBeNull();
  });
});

describe('codes', () => {
  it('are told apart by their prefix', () => {
    const rest = TOKEN.slice(3);
    expect(codeKind(`GH1${rest}`)).toBe('ticket');
    expect(codeKind(`GH2${rest}`)).toBe('reservation');
    expect(codeKind(`gh3${rest.toLowerCase()}`)).toBe('membership');
    expect(codeKind(`https://park.example/v?c=GH4${rest}`)).toBe('validation');
    expect(codeKind(NUMBER)).toBe('number');
  });

  it('are tokens or numbers in any spelling', () => {
    expect(isCode(`${NUMBER.slice(0, 4)}-${NUMBER.slice(4, 8)}-${NUMBER.slice(8)}`)).toBe(true);
    expect(isCode(`GH5${TOKEN.slice(3)}`)).toBe(false);
    expect(isCode('KA05MX4821')).toBe(false);
  });
});
