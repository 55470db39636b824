import type { ValidityCheck } from '../ValidityCheck.ts';
import { clientSaturation } from './clientSaturation.ts';
import { errorRate } from './errorRate.ts';
import { littlesLaw } from './littlesLaw.ts';
import { outputSanity } from './outputSanity.ts';
import { sampleFloors } from './sampleFloors.ts';

/** Every check of a step, in the order in which they are shown. Adding one is its file and a line here. */
export const validityChecks: readonly ValidityCheck[] = [
  littlesLaw,
  clientSaturation,
  sampleFloors,
  errorRate,
  outputSanity,
];
