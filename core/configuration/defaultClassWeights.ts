/** The traffic classes of a mix where the configuration has none: many short requests, few long ones. Weights add up to 1. */
export const defaultClassWeights: Readonly<Record<string, number>> = { short: 0.6, usual: 0.3, long: 0.1 };
