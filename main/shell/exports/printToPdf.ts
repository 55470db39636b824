import { randomUUID } from 'node:crypto';
import { BrowserWindow, type Session, session } from 'electron';
import { reportContentPolicy } from '../security/contentSecurityPolicy.ts';
import { pagePreferences } from '../security/guardContents.ts';
import { guardSession, noAllowances } from '../security/guardSession.ts';
import { benchScheme } from '../security/ownPage.ts';
import type { PdfOptions } from '../shellArguments.ts';

/** A report of a hundred pages takes seconds; what takes longer hangs. */
const printLimitMs = 120_000;

/** Held in memory only, so that a printed report leaves nothing behind in a cache. */
const printPartition = 'print';

/** The documents that are being printed, by the address that each is served at. */
const waiting = new Map<string, string>();

/**
 * Prints a self-contained HTML document in a hidden page of its own: no script, no preload, no network, light, and
 * served from memory.
 * @param html the whole document
 * @param options page options as Electron's printToPDF takes them, lengths in inches
 * @throws Error when the page cannot be loaded or printed in time
 */
export async function printToPdf(html: string, options: PdfOptions): Promise<Uint8Array> {
  const url = `${benchScheme}://report/${randomUUID()}`;
  waiting.set(url, html);
  const window = new BrowserWindow({
    show: false,
    webPreferences: { ...pagePreferences(), javascript: false, session: printSession(), backgroundThrottling: false },
  });
  try {
    return await withinLimit(printLoaded(window, url, options), printLimitMs);
  } finally {
    window.destroy();
    waiting.delete(url);
  }
}

function printSession(): Session {
  const found = session.fromPartition(printPartition);
  if (found.protocol.isProtocolHandled(benchScheme)) return found;
  guardSession(found, noAllowances);
  found.protocol.handle(benchScheme, (request) => {
    const html = waiting.get(request.url);
    if (html === undefined) return new Response('There is no such page.', { status: 404 });
    return new Response(html, {
      headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': reportContentPolicy },
    });
  });
  return found;
}

async function printLoaded(window: BrowserWindow, url: string, options: PdfOptions): Promise<Uint8Array> {
  const gone = new Promise<never>((_resolve, reject) => {
    window.webContents.on('render-process-gone', (_event, details) => {
      reject(new Error(`The page that prints the report ended: ${details.reason}`));
    });
  });
  const printed = window.loadURL(url).then(() => window.webContents.printToPDF(options as Electron.PrintToPDFOptions));
  return Promise.race([printed, gone]);
}

async function withinLimit<Value>(work: Promise<Value>, limitMs: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    const seconds = limitMs / 1000;
    timer = setTimeout(() => reject(new Error(`The report could not be printed within ${seconds} s.`)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
