/** Red, green and blue, 0 to 255, of a colour written #rrggbb, or #rgb as a build shortens it. */
export function colourBytes(hex: string): [number, number, number] {
  const digits = hex.slice(1);
  const long = digits.length < 6 ? [...digits.slice(0, 3)].map((digit) => digit + digit).join('') : digits.slice(0, 6);
  const value = Number.parseInt(long, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
