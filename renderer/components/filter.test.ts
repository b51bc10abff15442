import { describe, expect, it } from 'vitest';
import { isMatch } from './filter.ts';

describe('a list that is narrowed as one types', () => {
  it('keeps what holds the text in any of its columns, whatever the case', () => {
    expect(isMatch(' prem', ['Monthly', 'Premium'])).toBe(true);
    expect(isMatch('prem', ['Monthly', null])).toBe(false);
  });

  it('keeps everything while nothing is typed', () => {
    expect(isMatch('  ', ['Monthly'])).toBe(true);
  });
});
