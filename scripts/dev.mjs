/**
 * `npm run dev -- [flags of npm start]`: the station from source, restarted when it changes, and
 * the console from vite with hot reload, which passes everything else on to the station.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { childEnv, ensureDependencies, ROOT, runScript, runtimeNode } from './setup.mjs';

const STATION_PORT = '4700';

await runScript(async () => {
  await ensureDependencies();
  const flags = process.argv.slice(2);
  const port = flags.includes('--port') ? [] : ['--port', STATION_PORT];
  const start = (/** @type {string[]} */ args) =>
    spawn(runtimeNode(), args, { cwd: ROOT, env: childEnv(), stdio: 'inherit' });
  const children = [
    start(['--watch', join(ROOT, 'electron', 'station', 'main.ts'), ...port, ...flags]),
    start([join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'), '--config', 'vite.config.ts']),
  ];
  const stop = () => {
    for (const child of children) child.kill('SIGTERM');
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  await Promise.race(children.map((child) => new Promise((done) => child.once('close', done))));
  stop();
  return 0;
});
