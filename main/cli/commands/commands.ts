import type { Command } from '../Command.ts';
import { configCommand } from './configCommand.ts';
import { doctorCommand } from './doctorCommand.ts';
import { historyCommand } from './historyCommand.ts';
import { reportCommand } from './reportCommand.ts';
import { runCommand } from './runCommand.ts';
import { serveCommand } from './serveCommand.ts';
import { serveNullCommand } from './serveNullCommand.ts';

/** The commands, in the order of the help. */
export const commands: readonly Command[] = [
  runCommand,
  reportCommand,
  historyCommand,
  configCommand,
  doctorCommand,
  serveCommand,
  serveNullCommand,
];

/** Names that later versions give a meaning to, so that a user who has read of them is told so. */
export const laterCommands: readonly string[] = ['compare'];
