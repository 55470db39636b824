import { formatPercent } from '../../format/numbers.ts';
import type { ValidityCheck } from '../ValidityCheck.ts';

/** Below it an idle system’s own services stay. */
const warnShare = 0.05;
/** A quarter of the machine: figures are of what is left. */
const failShare = 0.25;

export const foreignLoad: ValidityCheck = {
  id: 'foreign-load',
  question: 'Had this program and the target the machine to themselves?',
  definition:
    'Processor time of the machine less that of this program and its engine, on the mean of the measured window, of all cores. More than 5 % warns, more than 25 % fails.',
  remedy: 'End what else runs, and measure again. On a shared virtual machine repeat at a quiet hour.',
  complaint: 'other programs used the machine',
  evidenceComes: 'at the end',
  evaluate({ otherLoad }) {
    if (otherLoad === undefined) return { status: 'skipped', detail: 'not sampled' };
    if ('absent' in otherLoad) return { status: 'skipped', detail: otherLoad.absent };
    const share = Math.max(0, otherLoad.meanPercent) / (100 * otherLoad.cores);
    const detail = `${formatPercent(100 * share)} of the machine`;
    if (share <= warnShare) return { status: 'pass', detail };
    return {
      status: share > failShare ? 'fail' : 'warn',
      detail,
      explanation: `other programs used ${formatPercent(100 * share)} of the machine’s processor time`,
    };
  },
};
