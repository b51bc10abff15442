import { describe, expect, it } from 'vitest';
import { getAt, listAt, setAt } from './paths.ts';

const value = { a: [{ b: 1 }, { b: 2 }], c: { d: 'x' } };

describe('places within a tariff', () => {
  it('are read where they are, and nowhere else', () => {
    expect(getAt(value, 'a[1].b')).toBe(2);
    expect(getAt(value, 'c.d')).toBe('x');
    expect(getAt(value, 'a[7].b')).toBeUndefined();
    expect(getAt(value, 'c.d.e')).toBeUndefined();
    expect(listAt(value, 'a')).toHaveLength(2);
    expect(listAt(value, 'c')).toEqual([]);
  });

  it('are changed in a copy that shares the rest', () => {
    const next = setAt(value, 'a[1].b', 5);
    expect(next).toEqual({ a: [{ b: 1 }, { b: 5 }], c: { d: 'x' } });
    expect(value.a[1]?.b).toBe(2);
    expect([next.c, next.a[0]]).toEqual([value.c, value.a[0]]);
    expect(next.c).toBe(value.c);
  });

  it('are made on the way, and taken away by undefined', () => {
    expect(setAt({}, 'free.minutes', 10)).toEqual({ free: { minutes: 10 } });
    expect(setAt({ free: { minutes: 10 } }, 'free', undefined)).toEqual({});
    expect(setAt({}, 'list[0].name', 'x')).toEqual({ list: [{ name: 'x' }] });
  });
});
