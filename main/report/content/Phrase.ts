/** Running text with what stands out in it, the same for every format. Strings are as they are, not yet escaped. */
export type Phrase = readonly (string | { readonly strong: string })[];

/** The words alone. */
export function phraseText(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === 'string' ? part : part.strong)).join('');
}
