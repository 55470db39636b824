import { steadinessDefinitions } from '../../../core/format/steadinessWords.ts';
import type { Definition } from '../../../core/scenarios/ScenarioAnswer.ts';
import { scenarios } from '../../../core/scenarios/scenarios.ts';

/** The words of a report, in the order in which a reader meets them. */
export const definitions: readonly Definition[] = [
  {
    term: 'Latency',
    meaning:
      'The time that a request takes. In a closed loop it counts from the send to the last content event; in an open loop from the intended start, so that waiting in the client is charged too.',
  },
  {
    term: 'Service time',
    meaning: 'From the actual send to the last content event. In a closed loop it equals the latency.',
  },
  { term: 'TTFT, time to first token', meaning: 'From the intended start to the first content that is not empty.' },
  {
    term: 'TPOT, time per output token',
    meaning: '(End − first token) / (output tokens − 1), for requests that were streamed.',
  },
  {
    term: 'ITL, inter-token latency',
    meaning: 'The gap between two content events of one token each; events that carry several tokens are left out.',
  },
  {
    term: 'Closed loop, open loop',
    meaning:
      'A closed loop keeps a fixed number of requests in flight and sends the next when one ends, so that a slow server also slows the load. An open loop sends on a schedule, whatever the server does.',
  },
  {
    term: 'Percentile',
    meaning:
      'p95 is the smallest latency that at least 95\u00a0% of the requests did not exceed: always one that some request really had. Failed, timed-out and dropped requests count as infinite (∞).',
  },
  {
    term: '95\u00a0% interval',
    meaning:
      'The range that would hold the true value in 95 of 100 such measurements: by order statistics for percentiles, by a bootstrap over blocks of consecutive requests for means and rates.',
  },
  {
    term: 'Sample floor (†)',
    meaning:
      'The fewest requests on which a percentile may rest: 64 for p90, 130 for p95, 662 for p99, 6636 for p99.9. Below it the value is little more than the largest one seen: it is marked, never compared and never quoted.',
  },
  {
    term: '“At most … with 99\u00a0% confidence”',
    meaning:
      'A bound that the true percentile exceeds with a probability of 1\u00a0% at most, whatever the distribution, if requests do not depend on each other: the estimate of MLPerf LoadGen’s early stopping.',
  },
  {
    term: 'Warm-up',
    meaning: 'Requests at the start of a step that are sent but not counted, hatched in charts over time.',
  },
  {
    term: 'Throughput',
    meaning: 'Counted completions / (last counted end − first counted start). Failed requests do not count.',
  },
  ...steadinessDefinitions,
  {
    term: 'Search, knee',
    meaning:
      'A search doubles the requests in flight until throughput no longer grows, and then looks for the knee: the fewest requests in flight that bring 95\u00a0% of the highest throughput. More than that only makes requests wait.',
  },
  {
    term: 'Universal Scalability Law',
    meaning:
      'Throughput with N in flight = λN / (1 + α(N − 1) + βN(N − 1)), fitted to the levels measured. Contention α is the share of a request that is done one after the other, coherency β what each pair of requests costs the other. The peak is the N of the highest throughput by the law; more in flight bring less.',
  },
  {
    term: 'Send lag',
    meaning:
      'From the intended start of a request of an open loop to its actual send. It is part of the latency, which counts from the intended start.',
  },
  {
    term: 'Service-level objective',
    meaning:
      'A bound on a figure of a step, such as a p95 of at most 200\u00a0ms. Met or missed by the figure as it was measured; not measured where there is none.',
  },
  {
    term: 'Goodput',
    meaning:
      'Requests per second that succeeded and met every limit on a single request (latency, service time, TTFT, TPOT), whatever percentile the objective asks for.',
  },
  ...new Set(scenarios.flatMap(({ answer }) => answer.definitions ?? [])),
  {
    term: 'Batch efficiency',
    meaning: 'Items per second in batches of b / (b × items per second one at a time). 1.000 is as good as b engines.',
  },
  {
    term: 'CPU',
    meaning: 'Processor time per time, of the processes named beside it: 100\u00a0% is one core, 200\u00a0% are two.',
  },
  {
    term: 'Validity',
    meaning:
      'Every step is held against the checks below. Invalid: one fails, do not use the numbers. Suspect: one warns, use them knowing why. Valid: none of these.',
  },
];
