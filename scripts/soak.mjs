import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import {
  childEnv,
  ensureDebianPackages,
  ensureDependencies,
  ROOT,
  runScript,
  runtimeNode,
  SetupError,
} from './setup.mjs';

await runScript(async () => {
  await ensureDependencies();
  const missing = await ensureDebianPackages(['mosquitto', 'socat']);
  if (missing) throw new SetupError(`The soak needs more programs. ${missing}`);
  const soak = spawnSync(
    runtimeNode(),
    [join(ROOT, 'bench', 'soak', 'run.ts'), ...process.argv.slice(2)],
    { cwd: ROOT, env: childEnv(), stdio: 'inherit' },
  );
  return soak.status ?? 1;
});
