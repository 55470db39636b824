import { nearestNames } from '../../../core/configuration/nearestNames.ts';

/** What to write instead of a name that does not exist: those most like it, else all that do. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = nearestNames(name, known);
  return near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Known: ${known.join(', ')}.`;
}
