/** The shape of a tensor: "[batch, 128]", "[]" for a single number; a size without a name is "?". */
export function formatShape(shape: readonly (number | string | null)[] | null): string {
  if (shape === null) return 'any rank';
  return `[${shape.map((size) => (size === null || size === '' ? '?' : String(size))).join(', ')}]`;
}
