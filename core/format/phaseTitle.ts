const titles: Readonly<Record<string, string>> = { warmUp: 'warm-up', coolDown: 'cool-down' };

/** A phase of a step as it is read: "warm-up" for `warmUp`; those of a load by the names that they have. */
export function phaseTitle(name: string): string {
  return titles[name] ?? name;
}
