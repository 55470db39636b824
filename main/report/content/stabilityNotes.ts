import { formatCount } from '../../../core/format/formatCount.ts';
import type { ResultSection } from './reportOutline.ts';

/** What stands under a table of stability: how many steps have no score. */
export function stabilityNotes({ subject, steps }: ResultSection): string[] {
  const left = subject.steps.length - steps.length;
  if (left === 0) return [];
  return [
    `${formatCount(left)} of ${formatCount(subject.steps.length)} steps ${left === 1 ? 'has no score: its section says why.' : 'have no score: their sections say why.'}`,
  ];
}
