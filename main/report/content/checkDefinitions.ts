import type { CheckId } from '../../../core/contract/resultDocument.ts';

/** What each validity check looks at. */
export const checkDefinitions: Readonly<Record<CheckId, string>> = {
  'littles-law':
    'Requests in flight counted directly against throughput × mean latency. They must agree, or something was not counted.',
  'rate-achieved': 'Whether an open loop sent as many requests per second as it meant to.',
  'send-lag': 'How late requests were sent: large when the client itself could not keep up.',
  'client-saturation': 'The step’s load against the most that this client can generate.',
  'sample-floors': 'Which percentiles the number of counted requests can carry.',
  'steady-state': 'Whether throughput and latency were stable while measuring.',
  'error-rate': 'The share of requests that failed or timed out.',
  'output-sanity': 'Whether replies had content of the length asked for, and were not all the same.',
  'token-source': 'Whether tokens were counted by the server or had to be counted by the client.',
  'clock-step': 'Whether the system’s clock was changed during the step.',
  'gpu-throttling': 'Whether the GPU lowered its clock for heat or power.',
  'cpu-governor': 'Whether the processor was free to run at full clock.',
  'foreign-load': 'How much other programs used the machine.',
  'cache-reuse': 'Whether repeated prompts could have been answered from a cache.',
};
