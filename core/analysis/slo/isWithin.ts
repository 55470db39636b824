import type { Objective } from './Objective.ts';

/** Whether a value keeps an objective's limit; +∞ is above every one. */
export function isWithin(value: number, { comparison, limit }: Pick<Objective, 'comparison' | 'limit'>): boolean {
  switch (comparison) {
    case '<=':
      return value <= limit;
    case '<':
      return value < limit;
    case '>=':
      return value >= limit;
    case '>':
      return value > limit;
  }
}
