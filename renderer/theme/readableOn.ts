import { colourBytes } from './colourBytes.ts';

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
