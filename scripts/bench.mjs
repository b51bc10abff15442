import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import {
  childEnv,
  ensureBuild,
  ensureDependencies,
  ROOT,
  runScript,
  runtimeNode,
} from './setup.mjs';

await runScript(async () => {
  await ensureDependencies();
  await ensureBuild();
  const bench = spawnSync(
    runtimeNode(),
    [join(ROOT, 'bench', 'run.ts'), ...process.argv.slice(2)],
    { cwd: ROOT, env: childEnv(), stdio: 'inherit' },
  );
  return bench.status ?? 1;
});
