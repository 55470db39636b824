import type { ValidityCheck } from '../ValidityCheck.ts';

/** Of Linux’s governors the one that keeps the clock up; the others lower it while a core waits for a reply. */
const steady = 'performance';

export const cpuGovernor: ValidityCheck = {
  id: 'cpu-governor',
  question: 'Did the processor keep its clock while it waited?',
  definition:
    'The governor that the system says its cores run under. Any but “performance” warns: a core that slept on a low clock answers late, and a first token can take twice its time.',
  remedy: 'Set it for the measurement: sudo cpupower frequency-set -g performance.',
  complaint: 'the processor saves power',
  evidenceComes: 'meanwhile',
  evaluate({ cpuGovernor: governor }) {
    if (governor === undefined) return { status: 'skipped', detail: 'the system tells no governor' };
    if (governor === steady) return { status: 'pass', detail: governor };
    return { status: 'warn', detail: governor, explanation: `the processor runs under the governor “${governor}”` };
  },
};
