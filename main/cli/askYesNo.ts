import { createInterface } from 'node:readline/promises';
import type { CommandContext } from './Command.ts';

/** Whether somebody is at the terminal to be asked: one that shows the question, and one that can type an answer. */
export function canAsk(context: Pick<CommandContext, 'isTerminal'>): boolean {
  return context.isTerminal && process.stdin.isTTY === true;
}

/** Asks on standard error; anything but yes is a no, and so are an end of input and an interrupt. */
export async function askYesNo(question: string, interrupted: AbortSignal): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new AbortController();
  terminal.once('close', () => closed.abort());
  // While it reads, the terminal keeps Ctrl-C to itself.
  terminal.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    const signal = AbortSignal.any([interrupted, closed.signal]);
    const answer = await terminal.question(`${question} [y/N] `, { signal });
    return /^\s*y(es)?\s*$/i.test(answer);
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return false;
    throw error;
  } finally {
    terminal.close();
  }
}
