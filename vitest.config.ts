import { defineConfig } from 'vitest/config';

/** Unit, property and integration tests: everything that sits beside the code. */
export default defineConfig({
  test: {
    include: ['{domain,electron,renderer,scripts,bench}/**/*.test.{ts,tsx}'],
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Integration tests hold a broker, a serial pair and a disk each: two at a time is what a
    // small machine carries without timing out.
    maxWorkers: 2,
    passWithNoTests: true,
  },
});
