import type { ValidityCheck } from '../ValidityCheck.ts';
import { cacheReuse } from './cacheReuse.ts';
import { clientSaturation } from './clientSaturation.ts';
import { clockStep } from './clockStep.ts';
import { cpuGovernor } from './cpuGovernor.ts';
import { errorRate } from './errorRate.ts';
import { foreignLoad } from './foreignLoad.ts';
import { gpuThrottling } from './gpuThrottling.ts';
import { littlesLaw } from './littlesLaw.ts';
import { outputSanity } from './outputSanity.ts';
import { rateAchieved } from './rateAchieved.ts';
import { sampleFloors } from './sampleFloors.ts';
import { sendLag } from './sendLag.ts';
import { steadyState } from './steadyState.ts';
import { tokenSource } from './tokenSource.ts';

/**
 * Every check of a step, what it means for the numbers when it fails from grave to slight: in this order they are named
 * in the sentence about a step. Adding one is its file and a line here.
 */
export const validityChecks: readonly ValidityCheck[] = [
  errorRate,
  outputSanity,
  littlesLaw,
  rateAchieved,
  clientSaturation,
  sendLag,
  steadyState,
  clockStep,
  gpuThrottling,
  foreignLoad,
  cacheReuse,
  tokenSource,
  cpuGovernor,
  sampleFloors,
];
