import { decodeCtc, indexOfLargest } from './decodeCtc.ts';
import type { Golden } from './readGoldenFile.ts';

/** What a model says of a sample, comparable with its label. */
export function answerOf(scores: ArrayLike<number>, classes: number, { alphabet, content }: Golden): string {
  const { decode } = content;
  if (typeof decode !== 'object') return String(indexOfLargest(scores, 0, scores.length));
  const path = decodeCtc(scores, classes, decode.blank);
  if (alphabet.length === 0) return path.join(' ');
  const text = path
    .map((number) => characterOf(number, decode.blank, alphabet, decode.trailingSpace === true))
    .join('');
  return text.trimEnd();
}

/** Classes beyond the blank count one more than their place in the alphabet. */
function characterOf(number: number, blank: number, alphabet: readonly string[], hasSpace: boolean): string {
  const place = number > blank ? number - 1 : number;
  if (hasSpace && place === alphabet.length) return ' ';
  return alphabet[place] ?? '\u{fffd}';
}
