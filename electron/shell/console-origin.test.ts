import { describe, expect, it } from 'vitest';
import { consoleFile, contentSecurityPolicy } from './console-origin.ts';

describe('the files behind app://gatehouse/', () => {
  it.each([
    ['app://gatehouse/', '/console/index.html'],
    ['app://gatehouse/lots/harbour', '/console/index.html'],
    ['app://gatehouse/assets/index.js?v=1', '/console/assets/index.js'],
    ['app://gatehouse/../../etc/passwd.txt', '/console/etc/passwd.txt'],
  ])('%s is %s', (address, file) => {
    expect(consoleFile('/console', address)).toBe(file);
  });

  it.each([
    'app://gatehouse/..%2f..%2fetc/passwd.txt',
    'app://gatehouse/%2e%2e%2fsecret.txt',
    'app://gatehouse/%00.js',
    'app://gatehouse/%.js',
    'app://elsewhere/index.html',
    'file:///etc/passwd',
    'nonsense',
  ])('%s is nothing of ours', (address) => {
    expect(consoleFile('/console', address)).toBeUndefined();
  });
});

describe('the policy', () => {
  it('allows no script but the program’s own', () => {
    const policy = contentSecurityPolicy(undefined);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self';/);
    expect(policy).not.toContain('unsafe-eval');
  });

  it('takes pictures from the station once it serves', () => {
    expect(contentSecurityPolicy(undefined)).toContain("img-src 'self' data: blob:;");
    expect(contentSecurityPolicy('http://127.0.0.1:4700')).toContain(
      "img-src 'self' data: blob: http://127.0.0.1:4700;",
    );
  });
});
