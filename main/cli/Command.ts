import type { ProductPaths } from '../run/directories.ts';
import type { StartWorker } from '../run/workers/WorkerProcess.ts';
import type { OptionTable, OptionValues } from './options/parseOptions.ts';
import type { TerminalOutput } from './output/terminalOutput.ts';

/** What a command is given besides its arguments. */
export interface CommandContext extends TerminalOutput {
  /** The product's places, for the data directory that was asked for. */
  paths(dataDirectory: string | undefined): ProductPaths;
  productVersion: string;
  /** Root of the installed product, where its scripts stand. */
  productDirectory: string;
  startWorker: StartWorker;
  isTerminal: boolean;
  /** Aborts on the first interrupt; a command that rejects with its reason ends as interrupted. */
  interrupted: AbortSignal;
}

/** One command of the command line: adding one touches one file and the registry. */
export interface Command {
  name: string;
  /** How it is called, after the program's name. */
  usage: string;
  summary: string;
  options: OptionTable;
  /** It has something to end in order when it is interrupted; the others are simply ended. */
  heedsInterrupt?: true;
  /** @returns the exit code. @throws UsageError */
  run(positionals: readonly string[], values: OptionValues, context: CommandContext): Promise<number>;
}

/** Help of one command: how to call it and what its flags do. */
export function commandHelp(command: Command): string {
  const rows = Object.entries(command.options)
    .filter(([, { later }]) => later === undefined)
    .map(([name, { value, help }]) => [`--${name}${value === undefined ? '' : ` ${value}`}`, help] as const);
  const width = Math.max(...rows.map(([flag]) => flag.length));
  const lines = rows.map(([flag, help]) => `  ${flag.padEnd(width)}  ${help}`);
  return `inferneo-bench ${command.usage}\n\n${command.summary}\n\n${lines.join('\n')}\n`;
}

/** Help of the program: its commands. */
export function programHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `inferneo-bench COMMAND …: benchmarks inference engines and says how far each number can be trusted\n\n${lines.join('\n')}\n\ninferneo-bench COMMAND --help tells a command’s options.\n`;
}

/** What the command line ends with. Scripts rely on these. */
export const exitCodes = {
  done: 0,
  /** Done, but a gate (`--fail-on`) failed. */
  gateFailed: 1,
  /** Bad usage or configuration. */
  usage: 2,
  /** A target could not be reached; those that could were measured. */
  unreachable: 3,
  /** A step could not be carried out: the engine died, the model was refused, no request succeeded. */
  stepFailed: 4,
  interrupted: 130,
} as const;
