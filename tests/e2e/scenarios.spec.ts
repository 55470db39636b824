import { inspectScreen, openScreen } from './support/screens.ts';
import { expect, test } from './support/test.ts';
import { writeShortPlan } from './support/writeShortPlan.ts';

test('a burst is told before it starts, followed by its phases, and answered by how long it took to recover', async ({
  dataDirectory,
  openBench,
}) => {
  await writeShortPlan(dataDirectory, {
    name: 'Burst',
    targets: ['dummy'],
    models: ['dummy_small'],
    scenarios: ['throughput/burst_handling'],
    load: { durationSeconds: 3, warmupSeconds: 0.5, ratePerSecond: 40 },
  });
  const bench = await openBench();
  const { page } = bench;

  await test.step('Plan says what it will do', async () => {
    await openScreen(page, 'Plan');
    const told = page.getByRole('region', { name: 'What it will do' });
    await expect(told).toContainText('120/s');
    await expect(told.getByRole('listitem')).toHaveText([/Base.*40\.0\/s/, /Burst.*120\/s/, /Recovery.*40\.0\/s/]);
    // Without a pointer: the heading folds and unfolds.
    const summary = told.locator('summary');
    await summary.focus();
    await page.keyboard.press('Enter');
    await expect(told.getByRole('listitem')).toHaveCount(0);
    await page.keyboard.press('Enter');
    await expect(told.getByRole('listitem')).toHaveCount(3);
    await inspectScreen(bench, 'plan-burst', told);
  });

  await test.step('Live names the parts of the load', async () => {
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    const phases = page.getByRole('list', { name: 'Phases' });
    await expect(phases.getByRole('listitem').filter({ hasText: 'Burst' })).toBeVisible();
    await expect(page.getByText('offered', { exact: true })).toBeVisible();
  });

  await test.step('Results has the answer first, as a number, a chart and a table', async () => {
    await openScreen(page, 'Results');
    const numbers = page.getByRole('region', { name: 'Headline numbers' });
    await expect(numbers.getByText('Recovery', { exact: true })).toBeVisible({ timeout: 30_000 });
    const chart = page.getByRole('figure', { name: 'What does the burst cost?' });
    await expect(chart).toBeVisible();
    await inspectScreen(bench, 'results-burst', chart);
    await chart.getByRole('button', { name: 'Show as table' }).click();
    await expect(chart.getByRole('row')).toHaveText([/Phase/, /Warm-up/, /Base/, /Burst/, /Recovery/, /Cool-down/]);
    await page.getByRole('tab', { name: 'Over time' }).click();
    await expect(page.getByRole('list', { name: 'Phases' }).getByRole('listitem')).toContainText([
      'Warm-up',
      'Base',
      'Burst',
      'Recovery',
    ]);
  });
});
