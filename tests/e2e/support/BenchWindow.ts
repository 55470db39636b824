import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { processesOf } from './processesOf.ts';
import { projectRoot } from './projectRoot.ts';

/** How long the program may take to end by itself, its own deadline included. */
const closeLimitMs = 15_000;

/** The program, started in Electron on a data directory, with its window. */
export class BenchWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dataDirectory: string;
  /** What the page has reported as an error on its console since it was opened, refusals of its policy included. */
  readonly pageErrors: string[] = [];

  private constructor(app: ElectronApplication, page: Page, dataDirectory: string) {
    this.app = app;
    this.page = page;
    this.dataDirectory = dataDirectory;
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.pageErrors.push(message.text());
    });
    page.on('pageerror', (error) => this.pageErrors.push(error.message));
  }

  /** Resolves once the page says that it can be used. */
  static async open(dataDirectory: string): Promise<BenchWindow> {
    const app = await _electron.launch({
      args: [...electronSwitches, projectRoot, '--data-dir', dataDirectory],
      chromiumSandbox: process.getuid?.() !== 0,
      timeout: 60_000,
    });
    const bench = new BenchWindow(app, await app.firstWindow(), dataDirectory);
    await bench.page.locator('html[data-ready]').waitFor({ state: 'attached' });
    return bench;
  }

  /** Ends the program as its user does. Resolves with the processes that it left behind, which it should not. */
  async close(): Promise<string[]> {
    const closed = this.app.close();
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, closeLimitMs);
    });
    await Promise.race([closed, limit]);
    clearTimeout(timer);
    return this.reap();
  }

  /** Ends whatever is left of the program by force; tells what that was. */
  async reap(): Promise<string[]> {
    const left = processesOf(this.dataDirectory);
    for (const { pid } of left) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch (error) {
        // Gone by itself meanwhile.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }
    return left.map(({ pid, commandLine }) => `${pid} ${commandLine.slice(0, 160)}`);
  }
}

/** Without a graphics card Electron starts a second sooner when it does not look for one. */
export const electronSwitches = ['--disable-gpu', '--log-level=3'];
