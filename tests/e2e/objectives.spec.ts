import { openScreen } from './support/screens.ts';
import { expect, test } from './support/test.ts';
import { writeShortPlan } from './support/writeShortPlan.ts';

test('objectives of a plan are judged, and shown beside the checks of each step', async ({
  dataDirectory,
  openBench,
}) => {
  await writeShortPlan(dataDirectory, {
    targets: ['dummy'],
    models: ['dummy_small'],
    scenarios: ['latency/concurrent_requests'],
    load: { durationSeconds: 1, warmupSeconds: 0, concurrency: [1, 2] },
    slos: ['latencyMs.p50<=1000', 'throughput.requestsPerSecond>=1000000', 'throughput.outputTokensPerSecond>=1'],
  });
  const { page } = await openBench();
  await page.getByRole('button', { name: 'Quick benchmark', exact: true }).click();
  await openScreen(page, 'Results');
  const pane = page.getByRole('region', { name: /^Service-level objectives/ });
  await expect(pane).toBeVisible({ timeout: 60_000 });
  await expect(pane.getByRole('heading')).toContainText('1 of 3 met');
  await expect(pane.getByRole('listitem')).toHaveCount(3);
  for (const word of ['met', 'missed', 'not measured']) {
    await expect(pane.getByRole('img', { name: word, exact: true })).toBeVisible();
  }
  await expect(pane).toContainText('requests that met every limit on a single request');
});

test('an objective that makes no sense is told at its field, and the plan does not start', async ({
  dataDirectory,
  openBench,
}) => {
  await writeShortPlan(dataDirectory, { targets: ['dummy'], models: ['dummy_small'] });
  const { page } = await openBench();
  await openScreen(page, 'Plan');
  const field = page.getByRole('combobox', { name: 'Service-level objectives' });
  await field.fill('speed<=3');
  await field.press('Enter');
  await expect(page.getByText(/"speed<=3" has no known metric/)).toBeVisible();
  await expect(page.getByText(/Metrics: latencyMs/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Start/ })).toBeDisabled();
});
