import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { riverside } from './demo-lot/riverside.ts';
import { writeLot } from './demo-lot/write-lot.ts';

/**
 * Draws the demo car park: `node scripts/make-demo-lot.ts` writes resources/demo-lots/riverside.json.
 * The file is checked in; a test says when it is not what these drawings make.
 *
 * Serial lines in the file are relative (`field/barrier-entry-1`): the station reads a relative path
 * as one inside its data folder, where the simulator puts its ends of the lines.
 */
const target = fileURLToPath(new URL('../resources/demo-lots/riverside.json', import.meta.url));
const lot = riverside();
writeFileSync(target, writeLot(lot));
console.log(
  `${target}: ${lot.slots.length} slots, ${lot.drive.nodes.length} nodes, ${lot.drive.edges.length} ways`,
);
