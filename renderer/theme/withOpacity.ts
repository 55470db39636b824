/** A token colour (#rrggbb) with an opacity of 0 to 1, as CSS and canvas understand it. */
export function withOpacity(hex: string, opacity: number): string {
  const value = Number.parseInt(hex.slice(1, 7), 16);
  return `rgba(${(value >> 16) & 255}, ${(value >> 8) & 255}, ${value & 255}, ${opacity})`;
}
