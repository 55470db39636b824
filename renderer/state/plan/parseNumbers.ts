interface NumberLimits {
  low: number;
  high: number;
  whole: boolean;
}

export type Parsed<Value> = { value: Value } | { problem: string };

/** Reads a number that a user typed; nothing typed is undefined, which leaves the matter to the configuration. */
export function parseNumber(text: string, { low, high, whole }: NumberLimits): Parsed<number | undefined> {
  const trimmed = text.trim();
  if (trimmed === '') {
    return { value: undefined };
  }
  const value = Number(trimmed.replace(',', '.'));
  const kind = whole ? 'a whole number' : 'a number';
  if (!Number.isFinite(value) || (whole && !Number.isInteger(value))) {
    return { problem: `“${trimmed}” is not ${kind}. Write one from ${low} to ${high}.` };
  }
  return value < low || value > high
    ? { problem: `${trimmed} is outside ${low} to ${high}. Write ${kind} between them.` }
    : { value };
}

/** Reads a list of levels: whole numbers from 1, in ascending order, each once. */
export function parseLevels(texts: readonly string[]): Parsed<number[] | undefined> {
  const levels: number[] = [];
  for (const text of texts) {
    const parsed = parseNumber(text, { low: 1, high: 100_000, whole: true });
    if ('problem' in parsed) {
      return parsed;
    }
    if (parsed.value !== undefined) {
      levels.push(parsed.value);
    }
  }
  return { value: levels.length === 0 ? undefined : [...new Set(levels)].sort((a, b) => a - b) };
}
