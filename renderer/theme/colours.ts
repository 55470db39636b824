/** Red, green and blue, 0 to 255, of a colour written #rrggbb, or #rgb as a build shortens it. */
function colourBytes(hex: string): [number, number, number] {
  const digits = hex.slice(1);
  const long = digits.length < 6 ? [...digits.slice(0, 3)].map((digit) => digit + digit).join('') : digits.slice(0, 6);
  const value = Number.parseInt(long, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Relative luminance of a colour written #rrggbb, as WCAG 2 defines it. */
function luminance(hex: string): number {
  const linear = (byte: number): number => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const [red, green, blue] = colourBytes(hex);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** Of two colours (#rrggbb) the one that can be read better on a background. */
export function readableOn(background: string, first: string, second: string): string {
  const behind = luminance(background) + 0.05;
  const contrast = (colour: string): number => {
    const ratio = (luminance(colour) + 0.05) / behind;
    return Math.max(ratio, 1 / ratio);
  };
  return contrast(first) >= contrast(second) ? first : second;
}

/** A token colour (#rrggbb) with an opacity of 0 to 1, as CSS and canvas understand it. */
export function withOpacity(hex: string, opacity: number): string {
  return `rgba(${colourBytes(hex).join(', ')}, ${opacity})`;
}
