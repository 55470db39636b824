import { defineConfig } from 'vitest/config';

/** Tests that start processes and measure run one file at a time: side by side they would disturb each other's figures. */
const alone = { fileParallelism: false, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], testTimeout: 20_000 } },
      { test: { ...alone, name: 'integration', include: ['tests/integration/**/*.test.ts'], testTimeout: 120_000 } },
      { test: { ...alone, name: 'faults', include: ['tests/faults/**/*.test.ts'], testTimeout: 120_000 } },
      { test: { ...alone, name: 'interop', include: ['tests/interop/**/*.test.ts'], testTimeout: 120_000 } },
      { test: { ...alone, name: 'long', include: ['tests/long/**/*.test.ts'], testTimeout: 3_600_000 } },
      { test: { ...alone, name: 'perf', include: ['tests/perf/**/*.perf.ts'], testTimeout: 600_000 } },
    ],
  },
});
