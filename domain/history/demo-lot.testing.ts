import { readFileSync } from 'node:fs';
import type { LotFile } from '../facility/lot-file.ts';
import { parseLotFile } from '../facility/parse-lot-file.ts';

/** The demo lot that ships with the program, with every third of its slots: as much happens in less time. */
export function demoLot(): LotFile {
  const file = new URL('../../resources/demo-lots/riverside.json', import.meta.url);
  const parsed = parseLotFile(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.ok) throw new Error(`${parsed.error[0]?.path}: ${parsed.error[0]?.message}`);
  const slots = parsed.value.slots.filter((_, index) => index % 3 === 0);
  return { ...parsed.value, slots };
}
