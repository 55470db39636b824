import type { ValidityCheck } from '../ValidityCheck.ts';
import { clientSaturation } from './clientSaturation.ts';
import { errorRate } from './errorRate.ts';
import { littlesLaw } from './littlesLaw.ts';
import { outputSanity } from './outputSanity.ts';
import { sampleFloors } from './sampleFloors.ts';

/**
 * Every check of a step, what it means for the numbers when it fails from grave to slight: in this order they are named
 * in the sentence about a step. Adding one is its file and a line here.
 */
export const validityChecks: readonly ValidityCheck[] = [
  errorRate,
  outputSanity,
  littlesLaw,
  clientSaturation,
  sampleFloors,
];
