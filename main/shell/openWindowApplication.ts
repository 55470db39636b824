import { app, type BrowserWindow, dialog, Menu, powerSaveBlocker, protocol, session, shell } from 'electron';
import { type RunEvent, runEventsChannel } from '../../core/contract/runEvent.ts';
import { withVisibleTexts } from '../../core/format/visibleText.ts';
import { failureOf } from '../run/sessions/FailureError.ts';
import { LivingWorkers } from '../run/workers/LivingWorkers.ts';
import type { StartWorker } from '../run/workers/WorkerProcess.ts';
import { applicationMenu } from './applicationMenu.ts';
import type { BenchService } from './BenchService.ts';
import { printToPdf } from './exports/printToPdf.ts';
import { askExportPath, type ExportFormat, exportFormats, ReportExports } from './exports/ReportExports.ts';
import { handleCalls } from './ipc/answerCall.ts';
import { connectPage } from './ipc/connectPage.ts';
import { EventBatcher } from './ipc/EventBatcher.ts';
import { askModelPath } from './models/askModelPath.ts';
import { PowerGuard } from './PowerGuard.ts';
import { developmentServer, serveDevelopmentPage } from './protocol/developmentPage.ts';
import { serveWindowPage } from './protocol/serveWindowPage.ts';
import type { ShellLog } from './ShellLog.ts';
import { Shutdown } from './Shutdown.ts';
import { guardSession } from './security/guardSession.ts';
import { benchScheme } from './security/ownPage.ts';
import { MainWindow } from './window/MainWindow.ts';
import { forkUtility } from './workers/UtilityChild.ts';
import { UtilityWorker } from './workers/UtilityWorker.ts';

interface WindowApplicationOptions {
  /** Directories of the built parts. */
  bundles: { main: string; preload: string; renderer: string };
  /** Where the window's place is remembered. */
  placePath: string;
  dataDirectory: string;
  log: ShellLog;
  openService(startWorker: StartWorker): Promise<BenchService>;
  /** Called last, when the run and every worker have come to their end. */
  onEnd(): void;
}

/**
 * Opens the program's window with all that stands behind it. To be called once Electron is ready.
 * @returns the window, to be brought to the front when the program is started again
 */
export function openWindowApplication(options: WindowApplicationOptions): MainWindow {
  const { bundles, log } = options;
  const server = developmentServer(process.env, app.isPackaged);
  guardSession(session.defaultSession, { developerTools: !app.isPackaged, reloadHost: server?.host });
  protocol.handle(benchScheme, server === undefined ? serveWindowPage(bundles.renderer) : serveDevelopmentPage(server));

  const main = new MainWindow({
    preloadPath: `${bundles.preload}/index.cjs`,
    placePath: options.placePath,
    log,
    onPageGone: () => batcher.forget(),
    onCrash: (window, reloaded) => void tellCrash(window, reloaded),
  });
  const { window } = main;
  const windowId = window.webContents.id;
  const batcher = new EventBatcher<RunEvent>((events) => {
    if (!window.isDestroyed()) window.webContents.send(runEventsChannel, withVisibleTexts(events));
  }, scheduleOnce);

  const fork = forkUtility(bundles.main);
  const workers = new LivingWorkers((name) => new UtilityWorker(name, fork));
  const service = options.openService(workers.start);
  const power = new PowerGuard(powerSaveBlocker);
  service.then(
    (opened) => {
      opened.onRunEvents((events) => {
        power.follow(events);
        batcher.add(events);
      });
    },
    (error) => log.write('error', 'The program could not be made ready', error),
  );
  const reports = new ReportExports({
    showRun: async (run) => (await service).showRun(run),
    formats: exportFormats,
    printPdf: printToPdf,
    askPath: (suggested, format) => askExportPath(window, suggested, format),
    directory: app.getPath('documents'),
  });
  connectPage(
    handleCalls({
      service,
      exports: reports,
      onReplay: () => batcher.restart(),
      showInFolder: shell.showItemInFolder,
      askModelPath: (kind) => askModelPath(window, kind),
    }),
    () => (window.isDestroyed() ? undefined : windowId),
    () => batcher.listen(),
    (what) => log.write('warn', `Refused: ${what}`),
  );
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      applicationMenu(
        {
          exportNewest: (format) => void exportNewest(window, reports, format),
          openDataDirectory: () => void shell.openPath(options.dataDirectory),
          about: () => app.showAboutPanel(),
        },
        process.platform === 'darwin',
        app.isPackaged,
      ),
    ),
  );

  const shutdown = new Shutdown({
    close: async () => (await service).close(),
    endAll: () => workers.endAll(),
    exit: options.onEnd,
    onProblem: (message, error) => log.write('error', message, error),
  });
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    event.preventDefault();
    // A signal to the whole process group ends Chromium's own processes as well. It starts the one that draws anew, cannot
    // any more, and would take this process down for it, before what was measured is kept.
    app.commandLine.appendSwitch('disable-gpu-process-crash-limit');
    main.rememberPlace();
    if (!window.isDestroyed()) window.hide();
    shutdown.begin();
  });
  main.load();
  return main;
}

function scheduleOnce(callback: () => void, delayMs: number): () => void {
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
}

async function exportNewest(window: BrowserWindow, reports: ReportExports, format: ExportFormat): Promise<void> {
  try {
    await reports.export('latest', format);
  } catch (error) {
    const { reason, remedy, detail } = failureOf(error);
    await dialog.showMessageBox(window, {
      type: 'error',
      message: reason,
      detail: detail === undefined ? remedy : `${remedy}\n\n${detail}`,
    });
  }
}

async function tellCrash(window: BrowserWindow, reloaded: boolean): Promise<void> {
  const message = reloaded
    ? 'The page of the window ended unexpectedly and was loaded again.'
    : 'The page of the window keeps ending unexpectedly.';
  const detail = 'A run in progress goes on; nothing that was measured is lost.';
  const buttons = reloaded ? ['Go on'] : ['Load it again', 'Quit'];
  const { response } = await dialog.showMessageBox(window, { type: 'warning', message, detail, buttons, cancelId: 0 });
  if (reloaded) return;
  if (response === 0) window.webContents.reload();
  else app.quit();
}
