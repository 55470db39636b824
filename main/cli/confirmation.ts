import { createInterface } from 'node:readline/promises';
import type { PlanEstimate } from '../../core/contract/plannedStep.ts';
import { formatDuration } from '../../core/format/durations.ts';
import type { CommandContext } from './Command.ts';

/** A plan of everything that takes longer is not begun by a slip of the hand. */
const longSeconds = 3600;

/**
 * Whether a comprehensive plan may begin: below an hour always, else when it was agreed to beforehand or is now. Otherwise
 * what to say, for there is no one to be asked or the answer was no.
 *
 * @param ask shows a question and gives its answer; undefined where nobody is at the terminal.
 */
export async function agreedTo(
  { totalSeconds }: Pick<PlanEstimate, 'totalSeconds'>,
  isAgreedBefore: boolean,
  ask: ((question: string) => Promise<boolean>) | undefined,
): Promise<true | { refusal: string }> {
  if (totalSeconds <= longSeconds || isAgreedBefore) return true;
  const time = formatDuration(totalSeconds);
  if (ask === undefined) {
    return {
      refusal: `This plan takes about ${time}, and nobody is at the terminal to agree to more than an hour. Add --yes, or make it shorter with --duration, fewer levels or fewer models.`,
    };
  }
  return (await ask(`This takes about ${time}. Start?`)) ? true : { refusal: 'Nothing was started.' };
}

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
