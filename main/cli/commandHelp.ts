import type { Command } from './Command.ts';

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
