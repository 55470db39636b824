import { batchProcessing } from './latency/batchProcessing.ts';
import { concurrentRequests } from './latency/concurrentRequests.ts';
import { singleRequest } from './latency/singleRequest.ts';
import type { Scenario } from './Scenario.ts';
import { maxThroughput } from './throughput/maxThroughput.ts';
import { sustainedLoad } from './throughput/sustainedLoad.ts';

/** Every scenario that can be run, in the order they run and are listed. */
export const scenarios: readonly Scenario[] = [
  singleRequest,
  concurrentRequests,
  batchProcessing,
  maxThroughput,
  sustainedLoad,
];
