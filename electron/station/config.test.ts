import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigError, readConfig, writeConfig } from './config.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-config-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));
const path = () => join(directory, 'config.json');

test('a missing file is the defaults, and what is written is read again', () => {
  expect(readConfig(path())).toEqual({ version: 1, simulatedLots: [] });
  writeConfig(path(), { version: 1, simulatedLots: ['riverside'] });
  expect(readConfig(path()).simulatedLots).toEqual(['riverside']);
});

test.each([
  '{',
  '[]',
  '{"version":2}',
  '{"version":1,"simulatedLots":"all"}',
  '{"version":1,"colour":1}',
])('%s is refused, naming the file', (text) => {
  writeFileSync(path(), text);
  expect(() => readConfig(path())).toThrow(ConfigError);
  expect(() => readConfig(path())).toThrow(path());
});

const PAYMENTS = {
  providers: { razorpay: { keyId: 'rzp_test_1', keySecret: 'a-secret-of-a-test' } },
};

test('keys of payment providers are kept, in a file that only its owner reads', () => {
  const config = { version: 1 as const, simulatedLots: [], payments: PAYMENTS };
  writeFileSync(path(), JSON.stringify(config), { mode: 0o600 });
  const read = readConfig(path());
  expect(read.payments?.providers.razorpay).toMatchObject({
    keySecret: 'a-secret-of-a-test',
    baseUrl: 'https://api.razorpay.com',
  });
  writeConfig(path(), { ...read, simulatedLots: ['riverside'] });
  expect(readConfig(path()).payments).toEqual(read.payments);
  chmodSync(path(), 0o644);
  expect(() => readConfig(path())).toThrow(/chmod 600/);
});

test('a fault beside a key is told without the key', () => {
  writeFileSync(path(), `{"version":1,"payments":{"keySecret":a-secret-of-a-test}}`);
  expect(() => readConfig(path())).toThrow(/it is no JSON/);
  expect(() => readConfig(path())).not.toThrow(/a-secret/);
});

test.each([
  ['http://api.example.com', /baseUrl/],
  ['ftp://api.example.com', /baseUrl/],
  ['https://user:word@api.example.com', /baseUrl/],
  ['http://127.0.0.1.example.com', /baseUrl/],
])('a provider at %s is refused, naming the place', (baseUrl, words) => {
  const payments = { providers: { razorpay: { ...PAYMENTS.providers.razorpay, baseUrl } } };
  writeFileSync(path(), JSON.stringify({ version: 1, payments }), { mode: 0o600 });
  expect(() => readConfig(path())).toThrow(words);
});
