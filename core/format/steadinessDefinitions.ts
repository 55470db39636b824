/** What the words of a step's steadiness mean, the same in the window and in reports. */
export const steadinessDefinitions = [
  {
    term: 'Stability score',
    meaning:
      '100 × the product of (1 − share / limit), each at least 0, over the variation of throughput between ten windows (limit 25\u00a0%), that of latency (50\u00a0%), the larger of their drifts over the step (50\u00a0%) and failed requests (5\u00a0%). What chance explains counts as 0. A definition of this product, not a standard.',
  },
  {
    term: 'Drift per hour',
    meaning:
      'Change of the median latency along its trend (Theil–Sen), carried on to an hour, as a share of it, with the 95\u00a0% interval of the trend. An interval that holds 0 leaves open whether there is any. From 60\u00a0s on.',
  },
  {
    term: 'Memory per hour',
    meaning:
      'Change of the resident memory of the engine over ten stretches of the measurement, carried on to an hour, with a 95\u00a0% interval that takes no random walk for a trend. An interval that holds 0 leaves open whether there is any. From 60\u00a0s on.',
  },
  {
    term: 'Steady state',
    meaning:
      'Throughput and latency that neither vary nor drift beyond chance while they are measured, after the transient at the beginning, if there was one. Nothing is left out of the other figures for it.',
  },
] as const;
