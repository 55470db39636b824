/** The value at a path of a parsed file whose form is not known to be right; undefined where the path leads nowhere. */
export function looseValue(document: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, part) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, part)
        ? (at as Record<string, unknown>)[part]
        : undefined,
    document,
  );
}

/** The keys of the object at a path; undefined where there is none. */
export function looseKeys(document: unknown, ...path: readonly string[]): string[] | undefined {
  const value = looseValue(document, ...path);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : undefined;
}

/** The texts of the list at a path, or the one text there; what is no text is left out. */
export function looseTexts(document: unknown, ...path: readonly string[]): string[] {
  const value = looseValue(document, ...path);
  return (Array.isArray(value) ? value : [value]).filter((entry) => typeof entry === 'string');
}
