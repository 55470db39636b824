// Runs in the fallback Electron runtime, which comes without the small program that `electron <folder>` needs:
// answers --version, preloads `-r` modules and starts the app whose path is given.
import { existsSync, readFileSync, statSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function readArguments(args) {
  const preload = [];
  for (let at = 0; at < args.length; at += 1) {
    const value = args[at];
    if (value === '--version' || value === '-v') return { version: true, preload };
    if (value === '-r' || value === '--require') {
      at += 1;
      if (args[at] === undefined) fail(`${value} needs the name of a module.`);
      preload.push(args[at]);
    } else if (!value.startsWith('-')) {
      return { path: resolve(value), preload };
    }
  }
  return { preload };
}

function entryOf(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) fail(`Electron cannot start ${path}: there is no such file or folder.`);
  if (stat.isFile()) return { entry: path, folder: dirname(path), about: {} };
  const manifest = join(path, 'package.json');
  if (!existsSync(manifest)) fail(`Electron cannot start ${path}: it has no package.json.`);
  const about = JSON.parse(readFileSync(manifest, 'utf8'));
  const entry = join(path, about.main ?? 'index.js');
  if (!existsSync(entry)) fail(`Electron cannot start ${path}: its main file ${entry} does not exist. Build it first.`);
  return { entry, folder: path, about };
}

const request = readArguments(process.argv.slice(1));
if (request.version) {
  process.stdout.write(`v${process.versions.electron}\n`);
  process.exit(0);
}
if (!request.path) fail('Usage: electron [-r module] <folder or file of an app> [arguments]');

const { entry, folder, about } = entryOf(request.path);
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
const name = about.productName ?? about.name;
if (name) {
  app.setName(name);
  app.setPath('userData', join(app.getPath('appData'), name));
}
if (about.version) app.setVersion(about.version);
if (about.desktopName) app.setDesktopName(about.desktopName);
app.setAppPath(folder);
Module._preloadModules(request.preload);
try {
  // Awaited at the top level: Electron holds `ready` back until this module is done, so the app can act before it.
  await import(pathToFileURL(entry).href);
} catch (error) {
  process.stderr.write(`Electron could not start ${entry}:\n${error?.stack ?? error}\n`);
  app.exit(1);
}
