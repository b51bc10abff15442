import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const root = import.meta.dirname;

/** Everything that runs as a process or a thread of its own is an entry, found beside its chunks. */
const mainEntries: Record<string, string> = {
  shell: 'electron/shell/main.ts',
  station: 'electron/station/main.ts',
  'commit-worker': 'electron/station/journal/commit-worker.ts',
  'views-worker': 'electron/station/views/views-worker.ts',
  'press-worker': 'electron/station/documents/press-worker.ts',
  simulator: 'electron/station/simulator/main.ts',
};

const entries = Object.fromEntries(
  Object.entries(mainEntries).map(([name, file]) => [name, resolve(root, file)]),
);

/**
 * The console is served from the root of its origin, by the station and by app:// alike, and its
 * screens have addresses of their own, where electron-vite's relative assets would go astray.
 */
const assetsFromTheRoot: Plugin = {
  name: 'assets-from-the-root',
  enforce: 'post',
  config: (config) => {
    config.base = '/';
  },
};

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      sourcemap: true,
      rolldownOptions: {
        input: entries,
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          // Beside the entries, so that `new URL('./commit-worker.js', import.meta.url)` holds
          // whichever chunk the line ends up in.
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rolldownOptions: {
        input: { preload: resolve(root, 'electron/shell/preload.ts') },
        // A sandboxed preload can load neither ES modules nor a second file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react(), assetsFromTheRoot],
    build: {
      outDir: resolve(root, 'out/renderer'),
      emptyOutDir: true,
      rolldownOptions: { input: { index: resolve(root, 'renderer/index.html') } },
    },
  },
});
