import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
