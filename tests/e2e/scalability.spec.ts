import { openScreen } from './support/screens.ts';
import { expect, test } from './support/test.ts';
import { writeShortPlan } from './support/writeShortPlan.ts';

test('a ladder of concurrency says by which law it scales, or why it has none', async ({
  dataDirectory,
  openBench,
}) => {
  await writeShortPlan(dataDirectory, {
    targets: ['dummy'],
    models: ['dummy_small'],
    scenarios: ['latency/concurrent_requests'],
    load: { durationSeconds: 1, warmupSeconds: 0, concurrency: [1, 2, 4, 8] },
  });
  const { page } = await openBench();
  await page.getByRole('button', { name: 'Quick benchmark', exact: true }).click();
  await openScreen(page, 'Results');
  const line = page.getByRole('region', { name: 'Scalability' });
  await expect(line).toBeVisible({ timeout: 60_000 });
  await expect(line).toContainText('Universal Scalability Law');
  // On a busy machine every level may be invalid: then that stands in the place of the law.
  await expect(line).toContainText(/contention|invalid left out|off/, { timeout: 60_000 });
});
