import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectScreen, inspectSmallest, openScreen } from './support/screens.ts';
import { expect, test } from './support/test.ts';
import { tinyModel } from './support/tinyModel.ts';
import { writeShortPlan } from './support/writeShortPlan.ts';

test('a model of the user’s own, from its file to its results and out again', async ({ dataDirectory, openBench }) => {
  test.setTimeout(180_000);
  await writeShortPlan(dataDirectory, { scenarios: ['latency/single_request'] });
  const path = join(dataDirectory, 'tiny.onnx');
  await writeFile(path, tinyModel());
  const bench = await openBench();
  const { page } = bench;
  const hostile = '<b>Tiny</b> \u202Eynit';

  await test.step('the models that come with the product are listed', async () => {
    await page.getByRole('link', { name: 'Targets', exact: true }).click();
    await expect(page.getByText(/None yet. Add a model/)).toBeVisible();
    await inspectScreen(bench, 'targets', page.getByText('DistilGPT-2', { exact: true }));
    await inspectSmallest(bench, 'targets');
  });

  await test.step('a file that is no model is refused with the reason', async () => {
    await writeFile(join(dataDirectory, 'text.onnx'), 'not a model');
    await page.getByRole('button', { name: 'Add a model' }).click();
    await page.getByRole('menuitem', { name: 'Type a path' }).click();
    await page.getByLabel('Path').fill(join(dataDirectory, 'text.onnx'));
    await page.getByRole('button', { name: 'Read', exact: true }).click();
    await expect(page.getByRole('img', { name: 'Problem' })).toBeVisible({ timeout: 20_000 });
    await inspectScreen(bench, 'targets-refused');
  });

  await test.step('its card says what it is, and a dry run that it works', async () => {
    await page.getByLabel('Path').fill(path);
    await page.getByRole('button', { name: 'Read', exact: true }).click();
    await expect(page.getByRole('rowheader', { name: 'x', exact: true }).first()).toBeVisible({ timeout: 20_000 });
    await page.getByLabel('Shape of x').fill('1, five');
    await page.getByRole('button', { name: 'Fill so', exact: true }).click();
    await expect(page.getByText('The shape of x is “1, five”')).toBeVisible();
    await page.getByLabel('Shape of x').fill('');
    await page.getByLabel('Value of x').fill('3');
    await page.getByRole('button', { name: 'Fill so', exact: true }).click();
    await expect(page.getByText(/3 throughout, as configured$/)).toBeVisible();
    await page.getByRole('button', { name: 'Dry run', exact: true }).click();
    await expect(page.getByText(/It runs: loaded in/)).toBeVisible({ timeout: 30_000 });
    await inspectScreen(bench, 'targets-adding');
  });

  await test.step('once added it can be chosen on Home, and a run measures it', async () => {
    await page.getByRole('textbox', { name: 'Id', exact: true }).fill('tiny');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(hostile);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Delete', exact: true })).toBeVisible();
    expect(await page.locator('nav b').count()).toBe(0);
    await inspectScreen(bench, 'targets-own');
    await openScreen(page, 'Home');
    await page.getByRole('combobox', { name: 'Model' }).click();
    await page.getByRole('option', { name: hostile }).click();
    await page.getByRole('button', { name: 'Quick benchmark', exact: true }).click();
    await expect(page.getByRole('heading', { name: /^Completed/ })).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Open results' }).click();
    await inspectScreen(bench, 'results-own-model', page.getByText('onnx · tiny').first());
  });

  await test.step('deleted, it can be taken back', async () => {
    await page.getByRole('link', { name: 'Targets', exact: true }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Delete', exact: true })).toBeVisible();
  });

  expect(bench.pageErrors).toEqual([]);
});
