/** A text in quotes, or a sign that structures. Numbers and words need no look. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/gs;

type Frame = { keys: Set<string>; at: string; awaitsKey: boolean } | { keys?: undefined; at: number };

/** The settings that lie deepest have seven levels. Checking and quoting a value takes a step of the stack for each. */
const mostLevels = 64;

/** The path to a value of a JSON text that lies deeper than any setting does; undefined when there is none. */
export function deepestPath(text: string): PropertyKey[] | undefined {
  const frames: Frame[] = [];
  for (const [sign] of text.matchAll(token)) {
    follow(frames, sign);
    if (frames.length > mostLevels) return frames.map(({ at }) => at);
  }
  return undefined;
}

/**
 * Paths of keys that stand more than once in one object of a JSON text: a parser keeps the last and drops the others
 * without a word. The text must be valid JSON.
 */
export function repeatedKeys(text: string): PropertyKey[][] {
  const repeated: PropertyKey[][] = [];
  const frames: Frame[] = [];
  for (const [sign] of text.matchAll(token)) {
    const key = follow(frames, sign);
    const keys = frames.at(-1)?.keys;
    if (key === undefined || keys === undefined) continue;
    if (keys.has(key)) repeated.push(frames.map(({ at }) => at));
    keys.add(key);
  }
  return repeated;
}

/** Goes on by one sign of a text; gives the key that it is, where it is one. */
function follow(frames: Frame[], sign: string): string | undefined {
  const frame = frames.at(-1);
  if (sign === '{') frames.push({ keys: new Set(), at: '', awaitsKey: true });
  else if (sign === '[') frames.push({ at: 0 });
  else if (sign === '}' || sign === ']') frames.pop();
  else if (frame === undefined) return undefined;
  else if (frame.keys === undefined) frame.at += sign === ',' ? 1 : 0;
  else if (sign === ',') frame.awaitsKey = true;
  else if (sign === ':') frame.awaitsKey = false;
  else if (frame.awaitsKey) {
    frame.at = JSON.parse(sign) as string;
    return frame.at;
  }
  return undefined;
}
