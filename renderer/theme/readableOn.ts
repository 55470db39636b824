/** Relative luminance of a colour written #rrggbb, as WCAG 2 defines it. */
function luminance(hex: string): number {
  const value = Number.parseInt(hex.slice(1, 7), 16);
  const linear = (byte: number): number => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear((value >> 16) & 255) + 0.7152 * linear((value >> 8) & 255) + 0.0722 * linear(value & 255);
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
