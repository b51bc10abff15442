import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const run = promisify(execFile);

/** A small tree in which each file breaks one wall, or lawfully comes close to one. */
const FILES: Record<string, string> = {
  'domain/fine.ts': `import { z } from 'zod';\nexport const schema = z.string();\n`,
  'domain/clock.ts': `import { hostname } from 'node:os';\nexport const name = hostname();\n`,
  'domain/upwards.ts': `import type { Store } from '#station/journal/store.ts';\nexport type S = Store;\n`,
  'domain/fine.test.ts': `import { expect } from 'vitest';\nimport { schema } from './fine.ts';\nexpect(schema);\n`,
  'domain/test-support/fine.ts': `import { expect } from 'vitest';\nexport const check = expect;\n`,
  'domain/upwards.test.ts': `import '#station/journal/store.ts';\n`,
  'domain/contract/fine.ts': `import { oc } from '@orpc/contract';\nexport const base = oc;\n`,
  'domain/contract/server.ts': `import { os } from '@orpc/server';\nexport const base = os;\n`,
  'domain/kernel/zoned.ts': `import { Temporal } from 'temporal-polyfill';\nimport { hostname } from 'node:os';\nexport const z = [Temporal, hostname];\n`,
  'domain/time.ts': `import { Temporal } from 'temporal-polyfill';\nexport const t = Temporal;\n`,
  'domain/ring-a.ts': `import { b } from './ring-b.ts';\nexport const a = () => b;\n`,
  'domain/ring-b.ts': `import { a } from './ring-a.ts';\nexport const b = () => a;\n`,
  'domain/lost.ts': `import { gone } from './gone.ts';\nexport const lost = gone;\n`,
  'renderer/Fine.tsx': `import { useState } from 'react';\nimport { schema } from '#domain/fine.ts';\nexport const Fine = () => <p>{String(useState(schema))}</p>;\n`,
  'renderer/Station.tsx': `import type { Store } from '#station/journal/store.ts';\nexport const Station = (p: { s: Store }) => <p>{String(p.s)}</p>;\n`,
  'renderer/Files.tsx': `import { readFileSync } from 'node:fs';\nexport const Files = () => <p>{readFileSync('x')}</p>;\n`,
  'renderer/Chart.tsx': `import { Line } from 'react-chartjs-2';\nexport const Chart = () => <Line data={{ datasets: [] }} />;\n`,
  'renderer/Grid.tsx': `export const grid = () => import('ag-grid-react');\n`,
  'renderer/components/FineChart.tsx': `import { Line } from 'react-chartjs-2';\nexport const Chart = () => <Line data={{ datasets: [] }} />;\n`,
  'electron/station/journal/store.ts': `import Database from 'better-sqlite3';\nexport type Store = Database.Database;\n`,
  'electron/station/database.ts': `import Database from 'better-sqlite3';\nexport const db = new Database('x');\n`,
  'electron/station/window.ts': `import { app } from 'electron';\nexport const name = app.name;\n`,
  'electron/station/console.ts': `import { Fine } from '#renderer/Fine.tsx';\nexport const fine = Fine;\n`,
  'electron/station/to-shell.ts': `import { start } from '#shell/fine.ts';\nexport const go = start;\n`,
  'electron/station/broker.ts': `import mqtt from 'mqtt';\nexport const connect = mqtt.connect;\n`,
  'electron/station/drivers/fine.ts': `import mqtt from 'mqtt';\nexport const connect = mqtt.connect;\n`,
  'electron/station/shell-messages.ts': `import type { S } from '#domain/upwards.ts';\nexport type M = S;\n`,
  'electron/shell/fine.ts': `import { app } from 'electron';\nimport type { M } from '#station/shell-messages.ts';\nimport { join } from 'node:path';\nexport const start = (m: M) => join(app.name, String(m));\n`,
  'electron/shell/station.ts': `import { db } from '#station/database.ts';\nexport const d = db;\n`,
  'electron/shell/domain.ts': `import { schema } from '#domain/fine.ts';\nexport const d = schema;\n`,
};

/** Empty stand-ins: the walls look at where an import leads, not at what is there. */
const PACKAGES = [
  '@orpc/contract',
  '@orpc/server',
  'ag-grid-react',
  'better-sqlite3',
  'electron',
  'mqtt',
  'react',
  'react-chartjs-2',
  'temporal-polyfill',
  'vitest',
  'zod',
];

/** Which file breaks which wall; a pair that is missing here must not be reported. */
const EXPECTED = [
  'contract-is-pure domain/contract/server.ts',
  'domain-is-pure domain/clock.ts',
  'domain-is-pure domain/time.ts',
  'domain-is-pure domain/upwards.ts',
  'domain-tests-stay-in-domain domain/upwards.test.ts',
  'electron-only-in-shell electron/station/window.ts',
  'field-protocols-only-in-drivers electron/station/broker.ts',
  'grids-and-charts-only-in-components renderer/Chart.tsx',
  'grids-and-charts-only-in-components renderer/Grid.tsx',
  'no-circular domain/ring-a.ts',
  'no-unresolvable domain/lost.ts',
  'renderer-knows-the-contract-only renderer/Files.tsx',
  'renderer-knows-the-contract-only renderer/Station.tsx',
  'shell-messages-are-types electron/station/shell-messages.ts',
  'shell-only-forks-the-station electron/shell/domain.ts',
  'shell-only-forks-the-station electron/shell/station.ts',
  'sqlite-only-in-journal electron/station/database.ts',
  'station-stands-alone electron/station/console.ts',
  'station-stands-alone electron/station/to-shell.ts',
  'station-stands-alone electron/station/window.ts',
  'wall-clock-times-in-one-file domain/kernel/zoned.ts',
];

type Report = { summary: { violations: { rule: { name: string }; from: string }[] } };

describe('the walls', () => {
  let tree: string;
  let found: string[];

  beforeAll(async () => {
    tree = mkdtempSync(join(tmpdir(), 'gatehouse-walls-'));
    for (const [file, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      writeFileSync(join(tree, file), text);
    }
    for (const file of ['package.json', '.dependency-cruiser.cjs']) {
      copyFileSync(join(ROOT, file), join(tree, file));
    }
    for (const name of PACKAGES) {
      const folder = join(tree, 'node_modules', name);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, main: 'index.js' }));
      writeFileSync(join(folder, 'index.js'), '');
    }
    found = await violationsIn(tree);
  }, 60_000);

  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it.each(EXPECTED)('bites: %s', (violation) => {
    expect(found).toContain(violation);
  });

  it('leaves what is lawful alone', () => {
    // A file that leads nowhere also leads outside of its area; the other rules may name it too.
    const surplus = found.filter((v) => !EXPECTED.includes(v) && !v.endsWith('domain/lost.ts'));
    expect(surplus).toEqual([]);
  });
});

async function violationsIn(folder: string): Promise<string[]> {
  const cruiser = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const { stdout } = await run(process.execPath, [...args, 'domain', 'electron', 'renderer'], {
    cwd: folder,
    maxBuffer: 50 * 1024 * 1024,
  }).catch((failed: { stdout: string }) => failed);
  const report = JSON.parse(stdout) as Report;
  return [...new Set(report.summary.violations.map((v) => `${v.rule.name} ${v.from}`))].sort();
}
