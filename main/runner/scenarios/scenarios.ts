import { batchProcessing } from './latency/batchProcessing.ts';
import { concurrentRequests } from './latency/concurrentRequests.ts';
import { singleRequest } from './latency/singleRequest.ts';
import { memoryEfficiency } from './memory/memoryEfficiency.ts';
import { memoryProfiling } from './memory/memoryProfiling.ts';
import { memoryScaling } from './memory/memoryScaling.ts';
import { mixedWorkload } from './production/mixedWorkload.ts';
import { realWorldSimulation } from './production/realWorldSimulation.ts';
import { stressTest } from './production/stressTest.ts';
import type { Scenario } from './Scenario.ts';
import { burstHandling } from './throughput/burstHandling.ts';
import { maxThroughput } from './throughput/maxThroughput.ts';
import { sustainedLoad } from './throughput/sustainedLoad.ts';

/** Every scenario, in the order they run and are listed. */
export const scenarios: readonly Scenario[] = [
  singleRequest,
  concurrentRequests,
  batchProcessing,
  maxThroughput,
  sustainedLoad,
  burstHandling,
  memoryProfiling,
  memoryEfficiency,
  memoryScaling,
  mixedWorkload,
  stressTest,
  realWorldSimulation,
];
