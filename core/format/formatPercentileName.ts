import type { PercentileName } from '../contract/distribution.ts';

/** The name of a percentile as it is read: "p99.9" for `p999`. */
export function formatPercentileName(name: PercentileName): string {
  return name.length > 3 ? `${name.slice(0, 3)}.${name.slice(3)}` : name;
}
