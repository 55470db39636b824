import { expect, it } from 'vitest';
import { endSentence } from '../../../core/format/absences.ts';

it.each([
  ['No space is left', 'No space is left.'],
  ['No space is left.', 'No space is left.'],
  ['Did you mean onnx?', 'Did you mean onnx?'],
])('ends %s once', (text, expected) => {
  expect(endSentence(text)).toBe(expected);
});
