import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { app, Menu, protocol } from 'electron';
import { visibleLines } from '../../core/format/visibleText.ts';
import packageFile from '../../package.json';
import { cacheDirectory, dataDirectory } from '../run/directories.ts';
import { Bench } from '../run/service/Bench.ts';
import { printToPdf } from './exports/printToPdf.ts';
import { writeFileAtomically } from './exports/writeFileAtomically.ts';
import { benchScheme } from './security/ownPage.ts';
import { type ShellArguments, shellArguments } from './shellArguments.ts';
import { passingProfile, startWindow } from './startWindow.ts';

/** Prints an HTML file as PDF without a window or a database, for the command line, and ends: 0, or 1 with a message. */
export async function printFromCommandLine(
  request: ShellArguments & { mode: 'printPdf' },
  cacheDirectory: string,
): Promise<void> {
  app.disableHardwareAcceleration();
  // The end of the printing page is not the end of the program: the file is written after it.
  app.on('window-all-closed', () => undefined);
  app.setPath('userData', passingProfile(cacheDirectory));
  let exitCode = 0;
  try {
    await app.whenReady();
    const html = await readFile(resolve(request.inputPath), 'utf8');
    await writeFileAtomically(resolve(request.outputPath), await printToPdf(html, request.options));
  } catch (error) {
    process.stderr.write(`${request.outputPath} could not be written: ${messageOf(error)}\n`);
    exitCode = 1;
  }
  app.exit(exitCode);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const request = shellArguments(process.argv.slice(1));

// Every page runs in the sandbox, whatever its own settings say. Where the system forbids it (root in a container) the
// program is started with --no-sandbox, and this would take that back.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
// Without this Electron builds a menu of its own before the window opens.
Menu.setApplicationMenu(null);
protocol.registerSchemesAsPrivileged([
  { scheme: benchScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);

if (request.mode === 'refused') {
  process.stderr.write(visibleLines(`${request.message}\n`));
  app.exit(2);
} else if (request.mode === 'printPdf') {
  void printFromCommandLine(request, cacheDirectory(process.env));
} else {
  // Bundles stand in out/main of the product's directory.
  const out = dirname(__dirname);
  const paths = {
    bundles: __dirname,
    bundledConfiguration: join(dirname(out), 'config'),
    dataDirectory: dataDirectory(request.dataDirectory, process.env, process.platform),
    cacheDirectory: cacheDirectory(process.env),
  };
  startWindow({
    dataDirectory: paths.dataDirectory,
    cacheDirectory: paths.cacheDirectory,
    bundles: { main: __dirname, preload: join(out, 'preload'), renderer: join(out, 'renderer') },
    openService: (startWorker) =>
      Bench.open({ paths, productVersion: packageFile.version, startWorker, ownerName: 'the window' }),
  });
}
