import { accessSync, constants, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { makeDirectory } from '../files/makeDirectory.ts';
import type { StartWorker } from '../run/workers/WorkerProcess.ts';
import type { BenchService } from './BenchService.ts';
import { openWindowApplication } from './openWindowApplication.ts';
import { reportUnexpected, ShellLog } from './ShellLog.ts';
import { guardContents } from './security/guardContents.ts';
import type { MainWindow } from './window/MainWindow.ts';

interface StartWindowOptions {
  dataDirectory: string;
  cacheDirectory: string;
  bundles: { main: string; preload: string; renderer: string };
  openService(startWorker: StartWorker): Promise<BenchService>;
}

/**
 * Starts the program with its window. One data directory has one window: a second start brings the first one to the
 * front and ends. To be called before Electron is ready.
 */
export function startWindow(options: StartWindowOptions): void {
  const userData = profileDirectory(options.dataDirectory) ?? passingProfile(options.cacheDirectory);
  app.setPath('userData', userData);
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write(
      `Inferneo Bench is already open on ${options.dataDirectory}; its window was brought to the front.\n` +
        'For a second one give it another directory: --data-dir <directory>\n',
    );
    app.exit(0);
    return;
  }
  const log = new ShellLog(join(userData, 'window.log'));
  reportUnexpected(log);
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents, (what) => log.write('warn', `Refused: ${what}`));
  });
  let main: MainWindow | undefined;
  app.on('second-instance', () => main?.focus());
  void app.whenReady().then(() => {
    main = openWindowApplication({
      ...options,
      placePath: join(userData, 'place.json'),
      log,
      onEnd: () => app.exit(0),
    });
  });
}

/**
 * Where Electron keeps what belongs to the window (its place, its page's settings): inside the data directory, so that
 * one data directory has one window. Undefined when nothing can be written there.
 */
export function profileDirectory(dataDirectory: string): string | undefined {
  const directory = join(dataDirectory, 'window');
  try {
    makeDirectory(directory);
    accessSync(directory, constants.W_OK);
    return directory;
  } catch {
    // Read-only, full, or not a directory: the store says so to the user with what to do; the window opens all the same.
    return undefined;
  }
}

/**
 * A directory for what Electron wants to keep where nothing is to be kept, or nothing can be. Electron still writes there
 * while it ends, after the last of this program's own code, so each start takes away what earlier ones have left.
 * @param cacheDirectory where it is made; in the system's temporary directory when that cannot be written to
 */
export function passingProfile(cacheDirectory: string): string {
  const parent = join(cacheDirectory, 'profiles');
  try {
    makeDirectory(parent);
    removeAbandoned(parent);
    const directory = join(parent, String(process.pid));
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory);
    return directory;
  } catch {
    // No cache can be written to: the system's own place for such things is left, and cleaned by the system.
    return mkdtempSync(join(tmpdir(), 'inferneo-bench-profile-'));
  }
}

function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent)) {
    if (/^\d+$/.test(name) && !isAlive(Number(name))) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
