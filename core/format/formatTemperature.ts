import { joinQuantity } from './joinQuantity.ts';
import { quantityParts } from './quantityParts.ts';

/** A temperature in whole degrees, which is what sensors give: "64 °C". */
export function formatTemperature(celsius: number): string {
  return joinQuantity(quantityParts(celsius, '°C', undefined, 0));
}
