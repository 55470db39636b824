import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ForkedPlantedServer, forkPlantedServer } from '../fixtures/servers/forkPlantedServer.ts';
import { projectRoot } from './support/projectRoot.ts';
import { answerSaveDialog } from './support/saveDialog.ts';
import { inspectScreen, inspectSmallest, openScreen } from './support/screens.ts';
import { test as base, expect } from './support/test.ts';
import { writeShortPlan } from './support/writeShortPlan.ts';

const commandLine = join(projectRoot, 'bin', 'inferneo-bench.js');

/** A server that takes four requests at a time, each for ten milliseconds: four in flight bring all that it can do. */
const test = base.extend<{ server: ForkedPlantedServer }>({
  // Playwright wants a pattern as the first parameter; this one needs nothing of what it names.
  server: async ({ browserName: _ }, use) => {
    const server = await forkPlantedServer({
      service: { workers: 4, meanMs: 10, distribution: 'constant', seed: 1 },
    });
    await use(server);
    await server.close();
  },
});

test('a server is added by its address, searched for its highest throughput, and reported', async ({
  dataDirectory,
  openBench,
  server,
}) => {
  test.setTimeout(240_000);
  await writeShortPlan(dataDirectory, {
    scenarios: ['throughput/max_throughput'],
    load: { durationSeconds: 1, warmupSeconds: 0, promptTokens: 16, outputTokens: 4 },
  });
  const bench = await openBench();
  const { page } = bench;
  const target = `openai=${server.url}`;
  let said = '';

  await test.step('an address that is none is told at its field', async () => {
    await page.getByRole('link', { name: 'Targets', exact: true }).click();
    await page.getByRole('button', { name: 'Add a server' }).click();
    await page.getByRole('textbox', { name: 'Address' }).fill('localhost:8000');
    await page.getByRole('textbox', { name: 'Model, as the server names it' }).fill('planted');
    await page.getByRole('button', { name: 'Add the server' }).click();
    await expect(page.getByText(/where http:\/\/ or https:\/\/ belongs/)).toBeVisible();
    await inspectScreen(bench, 'servers-refused');
  });

  await test.step('added, it stands among the targets and opens in Plan', async () => {
    await page.getByRole('textbox', { name: 'Address' }).fill(`${server.url}/v1/`);
    await page.getByRole('button', { name: 'Add the server' }).click();
    await expect(page.getByRole('button', { name: 'Open in Plan' })).toBeVisible();
    await expect(page.getByRole('heading', { name: target })).toBeVisible();
    await inspectScreen(bench, 'servers-added');
    await inspectSmallest(bench, 'servers-added');
    await page.getByRole('button', { name: 'Open in Plan' }).click();
  });

  await test.step('another one can be added from within the plan', async () => {
    await page.getByRole('button', { name: 'Target and model' }).click();
    await page.getByRole('menuitem', { name: 'A server by its address…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a server' });
    // It fades, which takes a moment on a machine that has much to do.
    await expect(page.getByRole('menu', { includeHidden: true })).toHaveCount(0);
    await inspectScreen(bench, 'plan-add-server', dialog);
    await dialog.getByRole('textbox', { name: 'Address' }).fill('http://127.0.0.1:9');
    await dialog.getByRole('textbox', { name: 'Model, as the server names it' }).fill('nobody');
    await dialog.getByRole('button', { name: 'Add the server' }).click();
    await expect(dialog).toHaveCount(0);
    await page.getByRole('button', { name: 'Remove openai=http://127.0.0.1:9 nobody' }).click();
  });

  await test.step('a search says what it may take, and the fields of servers are there', async () => {
    const ticked = page.getByRole('checkbox', { checked: true });
    while ((await ticked.count()) > 0) await ticked.first().uncheck();
    await page.getByRole('checkbox', { name: `throughput/max_throughput on ${target}, planted` }).check();
    await expect(page.getByText(/A search finds its steps while it runs/)).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Endpoint' })).toBeVisible();
    const arrivals = page.getByRole('textbox', { name: 'Arrivals' });
    await expect(arrivals).toHaveCount(0);
    await page.getByRole('checkbox', { name: `throughput/sustained_load on ${target}, planted` }).check();
    await page.getByRole('textbox', { name: 'Rate', exact: true }).fill('50');
    await arrivals.fill('sometimes');
    await expect(page.getByText(/no such pattern/)).toBeVisible();
    await arrivals.fill('poisson');
    await expect(page.getByText(/no such pattern/)).toHaveCount(0);
    await inspectScreen(bench, 'plan-search');
    await inspectSmallest(bench, 'plan-search');
  });

  await test.step('the run says at which level the search is', async () => {
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(page.getByText(/Level [2-9] of a search/)).toBeVisible({ timeout: 60_000 });
    await inspectScreen(bench, 'live-search');
    await expect(page.getByRole('heading', { name: /^Completed/ })).toBeVisible({ timeout: 120_000 });
  });

  await test.step('the result says what was found and how', async () => {
    await page.getByRole('button', { name: 'Open results' }).click();
    await expect(page.getByRole('region', { name: 'Search', exact: true })).toContainText(/[\d.]+ requests a second/);
    await inspectScreen(bench, 'results-search');
    await inspectSmallest(bench, 'results-search');
    said = await page.getByRole('region', { name: 'Search', exact: true }).innerText();
  });

  await test.step('an open loop says what was asked, sent and dropped, and how late', async () => {
    await page.getByRole('link', { name: /50\/s/ }).click();
    await expect(page.getByRole('region', { name: 'Schedule' })).toContainText(
      /50\.0\/s asked; \d+ sent; 0 dropped; send lag/,
    );
    await expect(page.getByText('from intended start')).toBeVisible();
    await inspectScreen(bench, 'results-open-loop');
  });

  await test.step('the report says both', async () => {
    const [found = 'nothing'] = /[\d.]+ requests a second/.exec(said) ?? [];
    const path = join(dataDirectory, 'run.html');
    await answerSaveDialog(bench, path);
    await page.getByRole('button', { name: 'Export HTML', exact: true }).click();
    await expect(page.getByText(path)).toBeVisible();
    const html = await readFile(path, 'utf8');
    expect(html).toContain(found);
    expect(html).toContain('Send lag');
    expect(html).toContain(target);
  });

  expect(bench.pageErrors).toEqual([]);
});

test('servers of an earlier version are taken over, and the command line knows what the window has added', async ({
  dataDirectory,
  openBench,
  server,
}) => {
  const bench = await openBench();
  const { page } = bench;
  const old = 'openai=http://127.0.0.1:9';
  const state = { servers: [{ target: old, models: ['nobody'] }] };

  await test.step('from the storage of the page, once', async () => {
    await page.evaluate((text) => localStorage.setItem('servers', text), JSON.stringify({ state, version: 1 }));
    await page.reload();
    await page.getByRole('link', { name: 'Targets', exact: true }).click();
    await page.getByRole('button', { name: `${old} nobody` }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(page.getByRole('button', { name: `${old} nobody` })).toHaveCount(0);
    expect(await page.evaluate(() => localStorage.getItem('servers'))).toBeNull();
  });

  await test.step('one that is added stands in servers.json', async () => {
    await page.getByRole('button', { name: 'Add a server' }).click();
    await page.getByRole('textbox', { name: 'Address' }).fill(server.url);
    await page.getByRole('textbox', { name: 'Model, as the server names it' }).fill('planted');
    await page.getByRole('button', { name: 'Add the server' }).click();
    await expect(page.getByRole('button', { name: 'Open in Plan' })).toBeVisible();
    const { host } = new URL(server.url);
    expect(JSON.parse(await readFile(join(dataDirectory, 'config', 'servers.json'), 'utf8'))).toEqual({
      servers: { [host]: { address: `openai=${server.url}`, models: ['planted'] } },
    });
    expect(bench.pageErrors).toEqual([]);
    await bench.close();
  });

  await test.step('and is measured by its name', async () => {
    const { host } = new URL(server.url);
    const plan = ['--target', host, '--model', 'planted', '--scenario', 'latency/single_request'];
    const load = ['--requests', '3', '--duration', '5', '--set', 'warmupSeconds=0'];
    const output = ['--data-dir', dataDirectory, '--no-report', '--quiet', '--json', '-'];
    const { stdout } = await promisify(execFile)(process.execPath, [commandLine, 'run', ...plan, ...load, ...output]);
    expect(JSON.parse(stdout).steps).toMatchObject([{ target: `openai=${server.url}`, requests: { ok: 3 } }]);
  });
});

test('a server that is not there is named with what to do, and its run fails', async ({ dataDirectory, openBench }) => {
  // An address that nobody listens at: its server has just gone.
  const gone = await forkPlantedServer();
  await gone.close();
  await writeShortPlan(dataDirectory, {
    scenarios: ['throughput/sustained_load'],
    load: { durationSeconds: 1, warmupSeconds: 0, ratePerSecond: 20 },
  });
  const bench = await openBench();
  const { page } = bench;
  await page.getByRole('link', { name: 'Targets', exact: true }).click();
  await page.getByRole('button', { name: 'Add a server' }).click();
  await page.getByRole('textbox', { name: 'Address' }).fill(gone.url);
  await page.getByRole('textbox', { name: 'Model, as the server names it' }).fill('planted');
  await page.getByRole('button', { name: 'Add the server' }).click();
  await expect(page.getByRole('button', { name: 'Open in Plan' })).toBeVisible();
  await openScreen(page, 'Home');
  await page.getByRole('combobox', { name: 'Target' }).click();
  await page.getByRole('option', { name: `openai=${gone.url}` }).click();
  await expect(page.getByText('Steady load at 20 requests/s')).toBeVisible();
  await inspectScreen(bench, 'home-server');
  await page.getByRole('button', { name: 'Quick benchmark', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^Failed: The server at .* cannot be reached/ })).toBeVisible({
    timeout: 60_000,
  });
  await inspectScreen(bench, 'live-unreachable', page.getByRole('img', { name: 'Problem' }));
  expect(bench.pageErrors).toEqual([]);
});
