/** How a line of a chart names a target: an embedded one by its name, one that is reached by an address as a server. */
export function targetWord(target: string): string {
  return target.includes('=') ? 'server' : target;
}
