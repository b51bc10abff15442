import { defineConfig } from 'vitest/config';

/** End to end: the built application, driven through a real browser, one file at a time. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.e2e.ts'],
    environment: 'node',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    maxWorkers: 1,
    passWithNoTests: true,
  },
});
