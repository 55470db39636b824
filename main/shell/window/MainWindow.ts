import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import type { ShellLog } from '../ShellLog.ts';
import { pagePreferences } from '../security/guardContents.ts';
import { windowPageUrl } from '../security/ownPage.ts';
import { readWindowPlace, smallestWindowSize, windowBounds, writeWindowPlace } from './WindowPlace.ts';

/** Colours behind the page until it is drawn: those of its own background, so that opening does not flash. */
const pageColours = { light: '#f6f7f9', dark: '#101215' };

interface MainWindowOptions {
  preloadPath: string;
  /** Where its place is remembered. */
  placePath: string;
  log: ShellLog;
  /** The page has gone or is being loaded again. */
  onPageGone(): void;
  /** The page ended unexpectedly; `reloaded` says whether it was loaded again. */
  onCrash(window: BrowserWindow, reloaded: boolean): void;
}

/** The program's one window. */
export class MainWindow {
  readonly window: BrowserWindow;
  readonly #options: MainWindowOptions;
  #pageColour: string | undefined;

  constructor(options: MainWindowOptions) {
    this.#options = options;
    const place = readWindowPlace(options.placePath);
    this.#pageColour = place?.pageColour;
    this.window = new BrowserWindow({
      ...windowBounds(
        place,
        screen.getAllDisplays().map((display) => display.workArea),
      ),
      minWidth: smallestWindowSize.width,
      minHeight: smallestWindowSize.height,
      title: 'Inferneo Bench',
      show: false,
      autoHideMenuBar: true,
      backgroundColor: place?.pageColour ?? (nativeTheme.shouldUseDarkColors ? pageColours.dark : pageColours.light),
      webPreferences: { ...pagePreferences(), preload: options.preloadPath, devTools: !app.isPackaged },
    });
    if (place?.maximized === true) this.window.maximize();
    this.window.once('ready-to-show', () => this.window.show());
    this.window.on('close', () => this.rememberPlace());
    this.#followPage();
  }

  /** Shows the program's page, from its start. A failure is in the log. */
  load(): void {
    this.window.loadURL(windowPageUrl).catch((error: NodeJS.ErrnoException) => {
      // Overtaken by another load of the same page, such as the user's own reload.
      if (error.code === 'ERR_ABORTED') return;
      this.#options.log.write('error', 'The page of the window could not be loaded', error);
    });
  }

  /** Brings it to the front, from the task bar as well. */
  focus(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }

  rememberPlace(): void {
    if (this.window.isDestroyed()) return;
    const bounds = this.window.getNormalBounds();
    const maximized = this.window.isMaximized();
    const colour = this.#pageColour === undefined ? {} : { pageColour: this.#pageColour };
    try {
      writeWindowPlace(this.#options.placePath, { ...bounds, maximized, ...colour });
    } catch (error) {
      this.#options.log.write('warn', 'The place of the window could not be remembered', error);
    }
  }

  #followPage(): void {
    const { webContents } = this.window;
    const crashes = new CrashGuard();
    webContents.on('did-change-theme-color', (_event, colour) => {
      if (colour === null) return;
      this.#pageColour = colour.toLowerCase();
      this.window.setBackgroundColor(colour);
    });
    webContents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) this.#options.onPageGone();
    });
    webContents.on('did-navigate', (_event, url) => {
      // The one address that a page may go to without anybody being asked. It can do nothing there, but shows nothing.
      if (url === 'about:blank') this.load();
    });
    webContents.on('render-process-gone', (_event, details) => {
      if (details.reason === 'clean-exit') return;
      this.#options.onPageGone();
      const reload = crashes.mayReload(performance.now());
      this.#options.log.write('error', `The page of the window ended: ${details.reason}, code ${details.exitCode}`);
      if (reload) webContents.reload();
      this.#options.onCrash(this.window, reload);
    });
    webContents.on('preload-error', (_event, path, error) => {
      this.#options.log.write('error', `The bridge ${path} failed`, error);
    });
    this.window.on('unresponsive', () => this.#options.log.write('warn', 'The window does not respond'));
  }
}

/** More crashes than this within the time below are no accident: loading again would only flicker. */
const toleratedCrashes = 3;
const windowMs = 60_000;

/** Says whether a page that crashed should be loaded again by itself. */
export class CrashGuard {
  #crashesAtMs: number[] = [];

  /** Counts a crash at `nowMs` (monotonic). */
  mayReload(nowMs: number): boolean {
    this.#crashesAtMs = this.#crashesAtMs.filter((atMs) => nowMs - atMs < windowMs);
    this.#crashesAtMs.push(nowMs);
    return this.#crashesAtMs.length <= toleratedCrashes;
  }
}
