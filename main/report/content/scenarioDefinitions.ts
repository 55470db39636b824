/** Words of the scenarios that have figures of their own. */
export const scenarioDefinitions = [
  {
    term: 'Late, shed',
    meaning:
      'Of the requests of a burst and of what follows it: late are those slower than the p95 of the base before it, shed are those that were refused or never sent.',
  },
  {
    term: 'Recovery',
    meaning:
      'From the end of a burst or a peak until latency is back inside the p95 of the base for good. The interval holds the instants that explain the latencies nearly as well.',
  },
  {
    term: 'Breaking point',
    meaning:
      'The offered rate at which a rising load is no longer served: requests begin to fail, or more come than are completed, and it stays so.',
  },
  {
    term: 'Memory per request',
    meaning:
      'What one more request in flight holds: the slope of the line of least squares of mean resident memory over the mean requests in flight of the levels, with its 95\u00a0% interval by Student’s t.',
  },
  {
    term: 'Fits, not tried',
    meaning:
      'A combination fits when it ran to its end with memory left on the machine. One that is at least as large in batch, length and concurrency as one that did not fit is not tried: nothing of it was measured, and nothing went wrong.',
  },
  {
    term: 'Interference',
    meaning:
      'The latency of a class in the mix / that of the same class alone at its own share of the rate. 1.000 is none; an interval that holds 1 leaves open whether there is any.',
  },
  {
    term: 'Requests in time',
    meaning: 'The share of requests that succeeded within the limit of an objective. A p95 asks for 95\u00a0% of them.',
  },
] as const;
