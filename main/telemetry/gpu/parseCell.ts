/**
 * A number of nvidia-smi's CSV, printed without units. Undefined for everything that is no single number: the many words
 * for "not here" such as `[N/A]`, `N/A`, `[Not Supported]`, `[Unknown Error]`, `[GPU is lost]`, and the empty cell. A zero
 * is a reading and stays one.
 */
export function parseCell(cell: string): number | undefined {
  const text = cell.trim();
  if (/^0x[0-9a-f]+$/i.test(text)) return Number(text);
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}
