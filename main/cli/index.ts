import { join, resolve } from 'node:path';
import { nearestNames } from '../../core/format/nearestNames.ts';
import packageFile from '../../package.json';
import { cacheDirectory, dataDirectory } from '../run/directories.ts';
import { tooFewFiles } from '../run/sessions/FailureError.ts';
import { forkWorker } from '../run/workers/forkWorker.ts';
import { LivingWorkers } from '../run/workers/LivingWorkers.ts';
import { type CommandContext, commandHelp, exitCodes, programHelp } from './Command.ts';
import { commands, laterCommands } from './commands/commands.ts';
import { parseOptions, UsageError } from './options/parseOptions.ts';
import { failureLines } from './output/problemLines.ts';
import { terminalOutput, watchOutput } from './output/terminalOutput.ts';
import { singleLine } from './output/textTable.ts';

const output = terminalOutput(process.stdout, process.stderr);
/** Bundles stand in out/main of the product's directory. */
const bundles = __dirname;
const productDirectory = resolve(bundles, '..', '..');

const workers = new LivingWorkers(forkWorker(bundles));

/** One Ctrl-C can arrive twice, from the terminal and from the npm that started this: within this time it is the same one. */
const sameInterruptMs = 1500;

async function main(arguments_: readonly string[]): Promise<number> {
  const [name, ...rest] = arguments_;
  if (name === 'help' && rest[0] !== undefined) return main([...rest, '--help']);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    output.writeOut(programHelp(commands));
    return name === undefined ? exitCodes.usage : exitCodes.done;
  }
  if (name === '--version') {
    output.writeOut(`${packageFile.version}\n`);
    return exitCodes.done;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    const names = commands.map((candidate) => candidate.name);
    const near = nearestNames(name, names);
    const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Commands: ${names.join(', ')}.`;
    output.writeError(
      laterCommands.includes(name)
        ? `"${name}" comes with a later version. This one has: ${names.join(', ')}.\n`
        : `There is no command "${name}". ${hint}\n`,
    );
    return exitCodes.usage;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    output.writeOut(commandHelp(command));
    return exitCodes.done;
  }
  const context = createContext(command.heedsInterrupt === true);
  try {
    const { values, positionals } = parseOptions(rest, command.options);
    const code = await command.run(positionals, values, context);
    return context.interrupted.aborted ? exitCodes.interrupted : code;
  } catch (error) {
    if (context.interrupted.aborted && error === context.interrupted.reason) return exitCodes.interrupted;
    if (!(error instanceof UsageError)) throw error;
    output.writeError(`${error.problems.map(singleLine).join('\n')}\n`);
    return exitCodes.usage;
  } finally {
    // A worker that is left would keep this process from its end.
    await workers.endAll();
  }
}

function createContext(heedsInterrupt: boolean): CommandContext {
  const interrupt = new AbortController();
  let interruptedAtMs = 0;
  const endAtOnce = (): void => {
    void workers.endAll();
    process.exit(exitCodes.interrupted);
  };
  const onSignal = (): void => {
    if (!heedsInterrupt) endAtOnce();
    const nowMs = performance.now();
    if (!interrupt.signal.aborted) {
      interruptedAtMs = nowMs;
      interrupt.abort();
    } else if (nowMs - interruptedAtMs > sameInterruptMs) {
      // For those who cannot wait.
      endAtOnce();
    }
  };
  // From a terminal, from a service manager, and from a terminal that closes: one and the same orderly end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return {
    paths: (given) => ({
      bundles,
      bundledConfiguration: join(productDirectory, 'config'),
      dataDirectory: dataDirectory(given, process.env, process.platform),
      cacheDirectory: cacheDirectory(process.env),
    }),
    productVersion: packageFile.version,
    productDirectory,
    startWorker: workers.start,
    ...output,
    isTerminal: process.stderr.isTTY === true,
    interrupted: interrupt.signal,
  };
}

/** A run is stored while it goes on: workers notice that this process is gone, and the store then commits what waits. */
function tellUnforeseen(error: unknown): void {
  const known = tooFewFiles(error instanceof Error ? error.message : String(error));
  if (known !== undefined) {
    output.writeError(failureLines(known));
    return;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  output.writeError(
    `This was not foreseen, please report it: ${stack}\nIf a run was going on, what it had measured is stored: see "inferneo-bench history list".\n`,
  );
}

// Node would end with code 1, which says that a gate failed.
process.on('uncaughtException', (error) => {
  tellUnforeseen(error);
  process.exit(exitCodes.stepFailed);
});

const lostOutput = watchOutput(process.stdout, process.stderr);

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code === exitCodes.done && lostOutput() ? exitCodes.stepFailed : code;
  },
  (error: unknown) => {
    tellUnforeseen(error);
    process.exitCode = exitCodes.stepFailed;
  },
);
