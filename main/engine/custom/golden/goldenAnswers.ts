import type { Golden } from './goldenFile.ts';

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

/**
 * The classes on the likeliest path of connectionist temporal classification: the largest of each step, repetitions
 * joined, blanks left out (Graves et al., 2006, "best path decoding").
 *
 * @param scores [steps, classes], row by row.
 */
function decodeCtc(scores: ArrayLike<number>, classes: number, blank: number): number[] {
  const path: number[] = [];
  let before = blank;
  for (let start = 0; start + classes <= scores.length; start += classes) {
    const likeliest = indexOfLargest(scores, start, start + classes);
    if (likeliest !== blank && likeliest !== before) path.push(likeliest);
    before = likeliest;
  }
  return path;
}

/** Place of the largest from `start` to `end`, counted from `start`; the first of equal ones. */
function indexOfLargest(values: ArrayLike<number>, start: number, end: number): number {
  let largest = start;
  for (let index = start + 1; index < end; index += 1) {
    if ((values[index] ?? 0) > (values[largest] ?? 0)) largest = index;
  }
  return largest - start;
}
