import { dirname, join } from 'node:path';
import { app, Menu, protocol } from 'electron';
import { visibleLines } from '../../core/format/visibleText.ts';
import packageFile from '../../package.json';
import { cacheDirectory, dataDirectory } from '../run/directories.ts';
import { Bench } from '../run/service/Bench.ts';
import { printFromCommandLine } from './printFromCommandLine.ts';
import { benchScheme } from './security/ownPage.ts';
import { shellArguments } from './shellArguments.ts';
import { startWindow } from './startWindow.ts';

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
