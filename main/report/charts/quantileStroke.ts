/** Colour = entity, dash = quantile, in a chart of one entity. */
export const quantileStroke = {
  p50: { width: 2, dash: 'solid' },
  p95: { width: 1.5, dash: [5, 3] },
  p99: { width: 1.5, dash: [1.5, 2.5] },
} as const;
