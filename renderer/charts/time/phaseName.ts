const words: Record<string, string> = { warmUp: 'Warm-up', measured: 'Measured', coolDown: 'Cool-down' };

/** How a phase is called on a screen: those that every step has by their own words, parts of a load as they are named. */
export function phaseName(name: string): string {
  return words[name] ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
