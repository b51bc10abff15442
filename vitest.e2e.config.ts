import { defineConfig } from 'vitest/config';

/**
 * End to end: the built application, driven through a real browser. Two files at a time: while one waits for
 * what a person would wait for, the other works. Each has its own station, ports, data and browser.
 */
export default defineConfig({
  test: {
    include: ['e2e/**/*.e2e.ts'],
    environment: 'node',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A busy machine paints late; what must come is waited for, and nothing is timed here.
    expect: { poll: { timeout: 10_000 } },
    maxWorkers: 2,
    passWithNoTests: true,
  },
});
