// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { projectRoot } from '../projectPaths.js';
import { SetupError } from '../SetupError.js';
import { linkedElectron } from '../setup/electronLink.js';
import { hasDisplay } from '../setup/systemLibraries.js';

/**
 * @typedef {object} ElectronCommand
 * @property {string} command the Electron executable
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} needsDisplay whether a virtual display must be started first
 * @property {string[]} notes what the reader should know about how it is started
 */

/**
 * How to start Electron on this machine, in this session, for this user.
 * @param {string[]} args arguments of the app. When the first names a script file, that file is started instead of the project.
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {ElectronCommand}
 * @throws {SetupError} when Electron is not installed
 */
export function electronCommand(args, environment = process.env) {
  const linked = linkedElectron();
  if ('problem' in linked) {
    throw new SetupError(`Electron is not ready: ${linked.problem}.`, 'node scripts/setup/index.js --for window');
  }
  const flags = [];
  const notes = [];
  if (process.platform === 'linux') {
    const reason = sandboxObstacle(linked.executable);
    if (reason) {
      flags.push('--no-sandbox');
      notes.push(`Chromium's sandbox is off for this run: ${reason}`);
    }
    if (!hasGraphicsCard()) flags.push('--disable-gpu');
    // Without a message bus Chromium prints nine errors at each start that mean nothing to the reader.
    if (!existsSync('/run/dbus/system_bus_socket')) flags.push('--log-level=3');
  }
  const [first] = args;
  const isScript = first !== undefined && /\.[cm]?js$/.test(first) && existsSync(first);
  const app = isScript ? [resolve(first), ...args.slice(1)] : [projectRoot, ...args];
  // Set by a parent that uses Electron as Node; it would start no window.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = environment;
  return { command: linked.executable, args: [...flags, ...app], env, needsDisplay: !hasDisplay(environment), notes };
}

/**
 * Why Chromium cannot use its sandbox here, undefined when it can.
 * @param {string} executable
 */
function sandboxObstacle(executable) {
  if (process.getuid?.() === 0) return 'it refuses to run as root. Start as an ordinary user to keep it.';
  const helper = join(dirname(executable), 'chrome-sandbox');
  const stat = statSync(helper, { throwIfNoEntry: false });
  if (stat && stat.uid === 0 && (stat.mode & 0o4755) === 0o4755) return undefined;
  if (spawnSync('unshare', ['--user', '--pid', '--fork', 'true'], { stdio: 'ignore' }).status === 0) return undefined;
  return `this system gives ordinary users no namespaces. To keep it: sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`;
}

function hasGraphicsCard() {
  if (existsSync('/dev/nvidia0')) return true;
  return existsSync('/dev/dri') && readdirSync('/dev/dri').some((name) => name.startsWith('renderD'));
}
