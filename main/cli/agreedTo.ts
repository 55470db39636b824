import type { PlanEstimate } from '../../core/contract/plannedStep.ts';
import { formatDuration } from '../../core/format/formatDuration.ts';

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
