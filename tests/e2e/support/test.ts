import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { BenchWindow } from './BenchWindow.ts';

interface Fixtures {
  /** A data directory of the test's own, empty. */
  dataDirectory: string;
  /** Opens the program on that directory, once it holds what the test wants; ready when it resolves. */
  openBench(): Promise<BenchWindow>;
  /** The program, opened on the empty directory. */
  bench: BenchWindow;
  /**
   * The program on an empty directory, for tests that neither change what it keeps nor end it: its page is loaded anew for
   * each, and it is started once for all of them.
   */
  sharedBench: BenchWindow;
}

interface WorkerFixtures {
  lastingBench: BenchWindow;
}

async function withDirectory(use: (path: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'inferneo-bench-e2e-'));
  await use(directory);
  await rm(directory, { recursive: true, force: true });
}

/** Playwright's test with the program at hand, which leaves no process when it is ended: after each test, but for the shared one. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  // Playwright wants a pattern as the first parameter; this one needs nothing of what it names.
  dataDirectory: async ({ browserName: _ }, use) => withDirectory(use),
  openBench: async ({ dataDirectory }, use, info) => {
    const opened: BenchWindow[] = [];
    await use(async () => {
      const bench = await BenchWindow.open(dataDirectory);
      opened.push(bench);
      return bench;
    });
    // The last first: those before it may have ended, and share its directory.
    for (const bench of opened.reverse()) {
      if (info.status !== info.expectedStatus && !bench.page.isClosed()) {
        await info.attach('window', { body: await bench.page.screenshot(), contentType: 'image/png' });
      }
      expect(await bench.close(), 'processes left behind').toEqual([]);
    }
  },
  bench: async ({ openBench }, use) => use(await openBench()),
  lastingBench: [
    async ({ browserName: _ }, use) =>
      withDirectory(async (directory) => {
        const bench = await BenchWindow.open(directory);
        await use(bench);
        expect(await bench.close(), 'processes left behind').toEqual([]);
      }),
    { scope: 'worker' },
  ],
  sharedBench: async ({ lastingBench }, use) => {
    await lastingBench.page.reload();
    await lastingBench.page.locator('html[data-ready]').waitFor({ state: 'attached' });
    await use(lastingBench);
  },
});

export { expect };
