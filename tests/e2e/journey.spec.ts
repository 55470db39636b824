import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { answerSaveDialog } from './support/saveDialog.ts';
import { inspectScreen, inspectSmallest, openScreen } from './support/screens.ts';
import { expect, test } from './support/test.ts';
import { writeShortPlan } from './support/writeShortPlan.ts';

test('a quick benchmark, from the first start to both exports', async ({ dataDirectory, openBench }) => {
  test.setTimeout(300_000);
  // Steps that are long enough to see values move in each.
  const load = { durationSeconds: 4, warmupSeconds: 1, promptTokens: 16, outputTokens: 4 };
  await writeShortPlan(dataDirectory, { load: { ...load, concurrency: [1, 2], batch: [2] } });
  const bench = await openBench();
  const { page } = bench;

  await test.step('every screen says what to do before there is anything to show', async () => {
    await inspectScreen(bench, 'home-empty');
    for (const name of ['Plan', 'Live', 'Results', 'History', 'Settings', 'Doctor']) {
      await openScreen(page, name);
      // The doctor tries what the engine can run on before it has anything to say.
      const awaited = name === 'Doctor' ? page.getByText('Engine on the CPU') : undefined;
      await inspectScreen(bench, `${name.toLowerCase()}-empty`, awaited);
    }
    await openScreen(page, 'Home');
  });

  await test.step('the run starts from Home and is followed on Live', async () => {
    await page.getByRole('button', { name: 'Quick benchmark', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Live', level: 1 })).toBeVisible();
    await expect(page.getByText(/^Step 1 of \d+$/)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
  });

  await test.step('values and charts move', async () => {
    const tracks = page.getByRole('region', { name: 'Measurements of step 1 over time' });
    const throughput = valuesOf(tracks, 'Throughput');
    await expect(throughput).toHaveText(/\d/);
    const seen = new Set<string>();
    const drawn = new Set<string>();
    await expect
      .poll(async () => {
        seen.add(await tracks.innerText());
        drawn.add(
          await tracks
            .locator('canvas')
            .first()
            .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL()),
        );
        return Math.min(seen.size, drawn.size);
      })
      .toBeGreaterThan(3);
  });

  await test.step('the machine is measured beside it', async () => {
    const tracks = page.getByRole('region', { name: /Measurements of step/ });
    await expect(valuesOf(tracks, 'CPU').first()).toHaveText(/\d/);
    await expect(valuesOf(tracks, 'Memory').first()).toHaveText(/\d/);
    await inspectScreen(bench, 'live', page.getByText(/n = [1-9]/));
  });

  await test.step('it comes to its end', async () => {
    await expect(page.getByRole('heading', { name: /^Completed, \d+ steps$/ })).toBeVisible({ timeout: 120_000 });
    await inspectScreen(bench, 'live-ended');
    await inspectSmallest(bench, 'live-ended');
    await page.getByRole('button', { name: 'Open results' }).click();
    await expect(page.getByRole('heading', { name: 'Results', level: 1 })).toBeVisible();
    await inspectScreen(bench, 'results');
    await inspectSmallest(bench, 'results');
  });

  await test.step('an export that the user thinks better of writes nothing and says nothing', async () => {
    const untilAsked = await answerSaveDialog(bench, undefined);
    await page.getByRole('button', { name: 'Export HTML', exact: true }).click();
    await untilAsked();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  await test.step('the report is saved as a page that loads nothing', async () => {
    const path = join(dataDirectory, 'run.html');
    await answerSaveDialog(bench, path);
    await page.getByRole('button', { name: 'Export HTML', exact: true }).click();
    await expect(page.getByText(path)).toBeVisible();
    const html = await readFile(path, 'utf8');
    expect(html).toContain('<!doctype html>');
    expect(html).toContain('distilgpt2');
    expect(html.match(/(?:src|href)="(?!data:|#)[^"]*"|url\((?!["']?(?:data:|#))[^)]*\)/g)).toBeNull();
  });

  await test.step('the report is saved as PDF', async () => {
    const path = join(dataDirectory, 'run.pdf');
    await answerSaveDialog(bench, path);
    await page.getByRole('button', { name: 'Export PDF', exact: true }).click();
    await expect(page.getByText(path)).toBeVisible({ timeout: 30_000 });
    const pdf = await readFile(path);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1);
  });

  await test.step('messages can be closed', async () => {
    const messages = page.getByRole('alert');
    while ((await messages.count()) > 0) {
      const before = await messages.count();
      await messages.first().getByRole('button', { name: 'Close' }).click();
      await expect(messages).toHaveCount(before - 1);
    }
  });

  await test.step('the run stands in History and on Home', async () => {
    await openScreen(page, 'History');
    await expect(page.getByRole('link', { name: 'Run 1', exact: true })).toBeVisible();
    await inspectScreen(bench, 'history');
    await openScreen(page, 'Home');
    await expect(page.getByRole('link', { name: 'Run 1', exact: true })).toBeVisible();
    await inspectScreen(bench, 'home');
    await inspectSmallest(bench, 'home');
  });

  await test.step('the page has reported no error', () => {
    expect(bench.pageErrors).toEqual([]);
  });
});

/** The values that stand beside a track of Live. */
function valuesOf(tracks: Locator, quantity: string): Locator {
  return tracks
    .getByRole('heading', { name: new RegExp(`^${quantity}`) })
    .locator('..')
    .locator('dd');
}
