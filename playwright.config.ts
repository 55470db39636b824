import { defineConfig } from '@playwright/test';

const journeys = ['**/journey.spec.ts', '**/servers.spec.ts', '**/models.spec.ts'];

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  // Two windows at a time: no test here judges how fast something was measured, and each waits most of its time.
  workers: 2,
  fullyParallel: false,
  // The longest first, so that no worker ends long after the other.
  projects: [
    { name: 'journeys', testMatch: journeys },
    { name: 'screens', testMatch: '**/*.spec.ts', testIgnore: journeys },
  ],
  // A test that passes on a second try has not passed.
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
});
