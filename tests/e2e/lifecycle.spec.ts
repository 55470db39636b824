import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BenchWindow, electronSwitches } from './support/BenchWindow.ts';
import { electronExecutable } from './support/electronExecutable.ts';
import { processesOf } from './support/processesOf.ts';
import { projectRoot } from './support/projectRoot.ts';
import { expect, test } from './support/test.ts';

/** Starts Electron as a user does, without Playwright's line to it, and waits for its end. */
function startElectron(appArguments: string[]): Promise<{ code: number | null; stderr: string }> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(electronExecutable(), [...sandbox, ...electronSwitches, projectRoot, ...appArguments], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 30_000,
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr })));
}

test('a second start on the same data directory brings the first window to the front and ends', async ({ bench }) => {
  await bench.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  const second = await startElectron(['--data-dir', bench.dataDirectory]);
  expect(second.code).toBe(0);
  expect(second.stderr).toContain(`already open on ${bench.dataDirectory}`);
  expect(second.stderr).toContain('--data-dir');
  await expect
    .poll(() =>
      bench.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isMinimized())),
    )
    .toEqual([false]);
});

test('another data directory has a window of its own', async ({ bench, dataDirectory }) => {
  const other = await BenchWindow.open(join(dataDirectory, 'other'));
  expect(await other.page.evaluate(() => window.bench.machineFacts().then((answer) => answer.ok))).toBe(true);
  expect(await bench.page.evaluate(() => window.bench.machineFacts().then((answer) => answer.ok))).toBe(true);
  await other.close();
});

test('a data directory without a name is refused with what is wanted', async () => {
  const outcome = await startElectron(['--data-dir']);
  expect(outcome).toEqual({ code: 2, stderr: expect.stringContaining('--data-dir needs a directory') });
});

test('a data directory that cannot be used is told, and the window works', async ({ dataDirectory }) => {
  const file = join(dataDirectory, 'file');
  await writeFile(file, 'not a directory');
  const bench = await BenchWindow.open(join(file, 'data'));
  const answer = await bench.page.evaluate(() => window.bench.machineFacts());
  expect(answer).toMatchObject({
    ok: true,
    value: { storeFailure: { reason: expect.any(String), remedy: expect.any(String) } },
  });
  expect(await bench.close()).toEqual([]);
});

test('the page is loaded again when its process crashes, and says so', async ({ bench }) => {
  await bench.app.evaluate(({ dialog }) => {
    Object.assign(globalThis, { told: [] });
    dialog.showMessageBox = (...all: unknown[]) => {
      const told = (globalThis as unknown as { told: unknown[] }).told;
      told.push((all.at(-1) as { message: string }).message);
      return Promise.resolve({ response: 0, checkboxChecked: false });
    };
  });
  await bench.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  const state = (): Promise<unknown> =>
    bench.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return [
        contents?.getURL(),
        contents?.isCrashed(),
        contents?.isLoading(),
        (globalThis as unknown as { told: unknown[] }).told,
      ];
    });
  await expect
    .poll(state)
    .toEqual([
      expect.stringMatching(/^bench:\/\/app\//),
      false,
      false,
      ['The page of the window ended unexpectedly and was loaded again.'],
    ]);
});

test('the window keeps the colour of its page, so that it opens without a flash', async ({ sharedBench: bench }) => {
  const colour = (): Promise<string | undefined> =>
    bench.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor().toLowerCase());
  await bench.page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(colour).toBe('#101215');
  await bench.page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(colour).toBe('#f6f7f9');
});

test('the menu exports the newest run, and says so when there is none', async ({ sharedBench: bench }) => {
  const told = await bench.app.evaluate(async ({ dialog, Menu }) => {
    const messages: unknown[] = [];
    dialog.showMessageBox = (...all: unknown[]) => {
      messages.push((all.at(-1) as { message: string }).message);
      return Promise.resolve({ response: 0, checkboxChecked: false });
    };
    for (const id of ['export-html', 'export-pdf']) Menu.getApplicationMenu()?.getMenuItemById(id)?.click();
    while (messages.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    return messages;
  });
  expect(told).toEqual(['There is no run to export yet', 'There is no run to export yet']);
});

test('the window comes back where it was', async ({ dataDirectory }) => {
  const first = await BenchWindow.open(dataDirectory);
  await first.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1200, height: 760 });
  });
  expect(await first.close()).toEqual([]);
  const kept: unknown = JSON.parse(await readFile(join(dataDirectory, 'window', 'place.json'), 'utf8'));
  expect(kept).toMatchObject({ x: 40, y: 30, width: 1200, height: 760, maximized: false });
  const second = await BenchWindow.open(dataDirectory);
  expect(await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual({
    x: 40,
    y: 30,
    width: 1200,
    height: 760,
  });
  expect(await second.close()).toEqual([]);
});

for (const signal of ['SIGTERM', 'SIGINT', 'SIGKILL'] as const) {
  test(`${signal} leaves no process behind`, async ({ dataDirectory }) => {
    const bench = await BenchWindow.open(dataDirectory);
    const ended = new Promise((resolve) => bench.app.process().on('exit', resolve));
    bench.app.process().kill(signal);
    await ended;
    await expect
      .poll(() => processesOf(dataDirectory).map(({ commandLine }) => commandLine), { timeout: 5000 })
      .toEqual([]);
  });
}

test('a page is printed as PDF from the command line', async ({ dataDirectory }) => {
  const input = join(dataDirectory, 'in.html');
  const output = join(dataDirectory, 'out.pdf');
  await writeFile(
    input,
    '<!doctype html><title>Report</title><style>@page{size:A4;margin:20mm}</style><h1>Report</h1>' +
      '<script>document.write("scripts ran")</script><img src="http://127.0.0.1:9/x.png">',
  );
  const options = JSON.stringify({ preferCSSPageSize: true, generateTaggedPDF: true });
  expect(await startElectron(['--print-pdf', input, output, '--options', options])).toMatchObject({ code: 0 });
  expect((await readFile(output)).subarray(0, 5).toString()).toBe('%PDF-');
});

test('printing says why it cannot', async ({ dataDirectory }) => {
  const output = join(dataDirectory, 'out.pdf');
  const missing = await startElectron(['--print-pdf', join(dataDirectory, 'missing.html'), output]);
  expect(missing).toEqual({ code: 1, stderr: expect.stringContaining('missing.html') });
  const usage = await startElectron(['--print-pdf', join(dataDirectory, 'in.html')]);
  expect(usage).toEqual({ code: 2, stderr: expect.stringContaining('Usage') });
});
