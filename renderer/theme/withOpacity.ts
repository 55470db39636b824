import { colourBytes } from './colourBytes.ts';

/** A token colour (#rrggbb) with an opacity of 0 to 1, as CSS and canvas understand it. */
export function withOpacity(hex: string, opacity: number): string {
  return `rgba(${colourBytes(hex).join(', ')}, ${opacity})`;
}
