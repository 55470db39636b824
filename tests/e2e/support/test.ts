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
}

/** Playwright's test with the program at hand. Each test ends with the program ended and no process of it left. */
export const test = base.extend<Fixtures>({
  // Playwright wants a pattern as the first parameter; this one needs nothing of what it names.
  dataDirectory: async ({ browserName: _ }, use) => {
    const directory = await mkdtemp(join(tmpdir(), 'inferneo-bench-e2e-'));
    await use(directory);
    await rm(directory, { recursive: true, force: true });
  },
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
});

export { expect };
