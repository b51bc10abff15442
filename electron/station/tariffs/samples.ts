import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTariff } from '#domain/tariff/parse-tariff.ts';
import type { Tariff } from '#domain/tariff/tariff-file.ts';
import { resourcePath } from '../resources.ts';

let loaded: ReadonlyMap<string, Tariff> | null = null;

/**
 * The tariffs that ship with the program, by id, read once.
 * @throws Error when one of them is unsound: the program is not whole
 */
export function sampleTariffs(): ReadonlyMap<string, Tariff> {
  loaded ??= readAll(resourcePath('tariffs'));
  return loaded;
}

function readAll(directory: string): ReadonlyMap<string, Tariff> {
  const tariffs = new Map<string, Tariff>();
  const files = readdirSync(directory).filter((file) => file.endsWith('.json'));
  for (const file of files.toSorted()) {
    const parsed = parseTariff(JSON.parse(readFileSync(join(directory, file), 'utf8')));
    if (!parsed.ok)
      throw new Error(`${file}: ${parsed.error[0]?.path}: ${parsed.error[0]?.message}`);
    if (`${parsed.value.id}.json` !== file) throw new Error(`${file} holds "${parsed.value.id}"`);
    tariffs.set(parsed.value.id, parsed.value);
  }
  return tariffs;
}
