import type { ModelEntry } from '../../../core/contract/ipc.ts';

/** Models as the list has them: those of the product, their variants, and the user's own. */
export function modelGroups(entries: readonly ModelEntry[]): { title: string; entries: ModelEntry[] }[] {
  const isVariant = ({ configuration }: ModelEntry): boolean =>
    configuration.dtype === 'int8' || configuration.dtype === 'int4';
  return [
    { title: 'Built in', entries: entries.filter((entry) => entry.isBundled && !isVariant(entry)) },
    { title: 'Variants', entries: entries.filter((entry) => entry.isBundled && isVariant(entry)) },
    { title: 'Your own', entries: entries.filter((entry) => !entry.isBundled) },
  ];
}

/** The state of a model in a word. */
export function modelState({ card, configuration }: ModelEntry): { word: string; tone: 'valid' | 'invalid' | 'text2' } {
  if (card !== undefined && 'failure' in card) return { word: 'cannot be used', tone: 'invalid' };
  if (card !== undefined) return { word: 'ready', tone: 'valid' };
  return configuration.type === 'dummy'
    ? { word: 'known latency', tone: 'text2' }
    : { word: 'not looked at', tone: 'text2' };
}
