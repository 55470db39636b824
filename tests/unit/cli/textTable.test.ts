import { describe, expect, it } from 'vitest';
import { singleLine, textTable } from '../../../main/cli/output/textTable.ts';

describe('textTable', () => {
  it('aligns texts to the left and numbers to the right, combining marks taking no place', () => {
    const table = textTable(
      [{ head: 'Model' }, { head: 'p50', alignRight: true }],
      [
        ['e\u0301te\u0301', '1.0 ms'],
        ['gpt2-large', '12 ms'],
      ],
    );
    expect(table.normalize('NFC')).toBe('Model          p50\nété         1.0 ms\ngpt2-large   12 ms\n');
  });
});

describe('singleLine', () => {
  it('shows the control characters in names, so that they cannot move the cursor or recolour the terminal', () => {
    expect(singleLine('a\u001b[31mred\u0007\nb\u202Etxt')).toBe('a[U+001B][31mred[U+0007] b[U+202E]txt');
  });
});
