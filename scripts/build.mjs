import { ensureBuild, ensureDependencies, runScript } from './setup.mjs';

await runScript(async () => {
  await ensureDependencies();
  await ensureBuild({ force: true });
  return 0;
});
