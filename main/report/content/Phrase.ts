import type { Absent } from '../../../core/contract/distribution.ts';

/** Running text with what stands out in it, the same for every format. Strings are as they are, not yet escaped. */
export type Phrase = readonly (string | { readonly strong: string })[];

/** The words alone. */
export function phraseText(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === 'string' ? part : part.strong)).join('');
}

/** Whether a group of figures was not measured: then it says why and nothing else. */
export function isAbsent(group: object): group is Absent {
  return 'absent' in group && typeof group.absent === 'string';
}
