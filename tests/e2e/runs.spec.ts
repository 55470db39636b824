import type { BenchWindow } from './support/BenchWindow.ts';
import { processesOf } from './support/processesOf.ts';
import { openScreen } from './support/screens.ts';
import { expect, test } from './support/test.ts';
import { workersOf } from './support/workersOf.ts';
import { writeShortPlan } from './support/writeShortPlan.ts';

/** A plan that does not end while a test looks at it, on a target that needs no engine. */
const longPlan = {
  targets: ['dummy'],
  models: ['dummy_small'],
  scenarios: ['latency/single_request', 'latency/concurrent_requests'],
  load: { durationSeconds: 60, warmupSeconds: 0, concurrency: [1, 2] },
};

async function startQuick({ page }: BenchWindow): Promise<void> {
  await page.getByRole('button', { name: 'Quick benchmark', exact: true }).click();
  await expect(page.getByText(/^Step 1 of \d+$/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/n = [1-9]/)).toBeVisible();
}

test('Stop ends a run at once, keeps what was measured, and ends its workers', async ({ dataDirectory, openBench }) => {
  await writeShortPlan(dataDirectory, longPlan);
  const bench = await openBench();
  await startQuick(bench);
  expect((await workersOf(bench)).map(({ name }) => name).sort()).toEqual(['runner', 'store', 'store', 'telemetry']);
  await bench.page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(bench.page.getByRole('heading', { name: /^Interrupted/ })).toBeVisible({ timeout: 3000 });
  await expect.poll(async () => (await workersOf(bench)).map(({ name }) => name)).toEqual(['store', 'store']);
  await openScreen(bench.page, 'History');
  await expect(
    bench.page.getByRole('row').filter({ has: bench.page.getByRole('link', { name: 'Run 1' }) }),
  ).toContainText('interrupted');
});

test('the window closed in the middle of a run keeps what was measured', async ({ dataDirectory, openBench }) => {
  await writeShortPlan(dataDirectory, longPlan);
  const first = await openBench();
  await startQuick(first);
  expect(await first.close()).toEqual([]);
  const second = await openBench();
  const answer = await second.page.evaluate(() => window.bench.listRuns({ limit: 10, offset: 0 }));
  expect(answer).toMatchObject({ ok: true, value: { total: 1, runs: [{ status: 'interrupted' }] } });
});

test('SIGTERM to the whole process group ends a run in order, and keeps what was measured', async ({
  dataDirectory,
  openBench,
}) => {
  await writeShortPlan(dataDirectory, longPlan);
  const first = await openBench();
  await startQuick(first);
  const ended = new Promise<number | null>((resolve) => first.app.process().on('exit', resolve));
  process.kill(-(first.app.process().pid ?? Number.NaN), 'SIGTERM');
  expect(await ended).toBe(0);
  await expect.poll(() => processesOf(dataDirectory).length, { timeout: 5000 }).toBe(0);
  const second = await openBench();
  const answer = await second.page.evaluate(() => window.bench.showRun('latest'));
  // Its own end, and not what the next start makes of a run that was left behind.
  const run = { status: 'interrupted', reason: 'stopped by the user' };
  expect(answer).toMatchObject({ ok: true, value: { run, steps: [{ interrupted: true }] } });
});

test('a program killed in the middle of a run has it listed as interrupted, and no worker outlives it', async ({
  dataDirectory,
  openBench,
}) => {
  await writeShortPlan(dataDirectory, longPlan);
  const first = await openBench();
  await startQuick(first);
  first.app.process().kill('SIGKILL');
  await expect.poll(() => processesOf(dataDirectory).length, { timeout: 5000 }).toBe(0);
  const second = await openBench();
  const answer = await second.page.evaluate(() => window.bench.listRuns({ limit: 10, offset: 0 }));
  expect(answer).toMatchObject({ ok: true, value: { total: 1, runs: [{ status: 'interrupted' }] } });
});

test('a window loaded again in the middle of a run goes on following it', async ({ dataDirectory, openBench }) => {
  await writeShortPlan(dataDirectory, longPlan);
  const bench = await openBench();
  await startQuick(bench);
  await bench.page.reload();
  await expect(bench.page.getByText(/^Step 1 of \d+$/)).toBeVisible();
  const measured = bench.page.getByText(/n = [1-9]/);
  const before = await measured.innerText();
  await expect(measured).not.toHaveText(before);
});

test('an engine that is killed fails its step with the reason, and the plan goes on', async ({
  dataDirectory,
  openBench,
}) => {
  test.setTimeout(180_000);
  await writeShortPlan(dataDirectory, { scenarios: ['latency/single_request', 'latency/concurrent_requests'] });
  const bench = await openBench();
  await bench.page.getByRole('button', { name: 'Quick benchmark', exact: true }).click();
  await expect(bench.page.getByText(/n = [1-9]/)).toBeVisible({ timeout: 60_000 });
  const engine = (await workersOf(bench)).find(({ name }) => name === 'engine');
  process.kill(engine?.pid ?? Number.NaN, 'SIGKILL');
  await expect(bench.page.getByRole('heading', { name: /^Completed/ })).toBeVisible({ timeout: 120_000 });
  const answer = await bench.page.evaluate(() => window.bench.showRun('latest'));
  if (!answer.ok || answer.value === null) throw new Error('the run is not stored');
  const [killed, ...others] = answer.value.steps;
  expect(killed?.failure?.reason).toContain('SIGKILL');
  expect(others.map(({ failure }) => failure)).toEqual(others.map(() => undefined));
  expect(others.length).toBeGreaterThan(0);
});
