import type { Absent } from '../../../core/contract/distribution.ts';

/** Whether a group of figures was not measured: then it says why and nothing else. */
export function isAbsent(group: object): group is Absent {
  return 'absent' in group && typeof group.absent === 'string';
}
