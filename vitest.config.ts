import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * Integration tests that judge times run one file at a time: side by side they would disturb each other's figures. A file
 * belongs here when other work on the machine could make it fail.
 */
const measured = [
  'tests/integration/measurement/**/*.test.ts',
  'tests/integration/runner/runnerProcess.test.ts',
  'tests/integration/serve/plantedServer.test.ts',
  'tests/integration/serve/serveNull.test.ts',
];

/** One file at a time, each in a process of its own. */
const alone = { fileParallelism: false, hookTimeout: 120_000 };

/** A file on every core: the process that hands the files out waits meanwhile. */
const sideBySide = { maxWorkers: '100%', hookTimeout: 120_000 };

export default defineConfig({
  test: {
    projects: [
      {
        // Files share a process, and with it the modules that they load: most of their time would go into loading those.
        // A file therefore puts back what it changes of the process.
        test: {
          ...sideBySide,
          name: 'unit',
          isolate: false,
          include: ['tests/unit/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          ...sideBySide,
          // More than cores: these wait for processes most of their time.
          maxWorkers: Math.ceil(1.5 * availableParallelism()),
          // Else the two projects that run side by side could not be called together.
          sequence: { groupOrder: 1 },
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          exclude: measured,
          testTimeout: 120_000,
        },
      },
      { test: { ...alone, name: 'measured', include: measured, testTimeout: 120_000 } },
      { test: { ...alone, name: 'faults', include: ['tests/faults/**/*.test.ts'], testTimeout: 120_000 } },
      { test: { ...alone, name: 'interop', include: ['tests/interop/**/*.test.ts'], testTimeout: 120_000 } },
      { test: { ...alone, name: 'long', include: ['tests/long/**/*.test.ts'], testTimeout: 3_600_000 } },
      { test: { ...alone, name: 'perf', include: ['tests/perf/**/*.perf.ts'], testTimeout: 600_000 } },
    ],
  },
});
