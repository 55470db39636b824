import type { ProductPaths } from '../run/service/ProductPaths.ts';
import type { StartWorker } from '../run/workers/WorkerProcess.ts';
import type { OptionTable, OptionValues } from './options/OptionTable.ts';
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
