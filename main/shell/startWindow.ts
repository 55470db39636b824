import { join } from 'node:path';
import { app } from 'electron';
import type { StartWorker } from '../run/workers/WorkerProcess.ts';
import type { BenchService } from './BenchService.ts';
import { openWindowApplication } from './openWindowApplication.ts';
import { passingProfile } from './passingProfile.ts';
import { profileDirectory } from './profileDirectory.ts';
import { reportUnexpected } from './reportUnexpected.ts';
import { ShellLog } from './ShellLog.ts';
import { guardContents } from './security/guardContents.ts';
import type { MainWindow } from './window/MainWindow.ts';

export interface StartWindowOptions {
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
