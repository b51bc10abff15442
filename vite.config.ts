import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const STATION = process.env.GATEHOUSE_STATION ?? 'http://127.0.0.1:4700';

/** The console alone, for `npm run dev`; `electron.vite.config.ts` is what ships. */
export default defineConfig({
  root: resolve(import.meta.dirname, 'renderer'),
  plugins: [react()],
  server: {
    port: 4710,
    proxy: {
      '^/(api|rpc|ws|media|healthz|readyz|metrics)': { target: STATION, ws: true },
    },
  },
});
