/** A text in quotes, or a sign that structures. Numbers and words need no look. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/gs;

type Frame = { keys: Set<string>; at: string; awaitsKey: boolean } | { keys?: undefined; at: number };

/**
 * Paths of keys that stand more than once in one object of a JSON text: a parser keeps the last and drops the others
 * without a word. The text must be valid JSON.
 */
export function repeatedKeys(text: string): PropertyKey[][] {
  const repeated: PropertyKey[][] = [];
  const frames: Frame[] = [];
  for (const [sign] of text.matchAll(token)) {
    const frame = frames.at(-1);
    if (sign === '{') frames.push({ keys: new Set(), at: '', awaitsKey: true });
    else if (sign === '[') frames.push({ at: 0 });
    else if (sign === '}' || sign === ']') frames.pop();
    else if (frame === undefined) continue;
    else if (frame.keys === undefined) frame.at += sign === ',' ? 1 : 0;
    else if (sign === ',') frame.awaitsKey = true;
    else if (sign === ':') frame.awaitsKey = false;
    else if (frame.awaitsKey) {
      frame.at = JSON.parse(sign) as string;
      if (frame.keys.has(frame.at)) repeated.push(frames.map(({ at }) => at));
      frame.keys.add(frame.at);
    }
  }
  return repeated;
}
