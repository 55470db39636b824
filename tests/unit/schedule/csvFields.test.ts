import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvFields } from '../../../core/schedule/trace/csvFields.ts';

/** A field that survives on one line: quotes and commas in it, and what a spreadsheet would quote. */
const field = fc.string({ unit: fc.constantFrom('"', ',', ' ', 'a', '7', '.', '-', 'é', ';'), maxLength: 8 });
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
/** Quoted where it must be, and now and then where it need not be. */
const written = fc
  .tuple(field, fc.boolean())
  .map(([text, always]) => (always || /[",]/.test(text) ? quoted(text) : text));

describe('csvFields', () => {
  it('reads what a library for CSV reads', () => {
    fc.assert(
      fc.property(fc.array(written, { minLength: 1, maxLength: 6 }), (fields) => {
        const line = fields.join(',');
        // An empty line is no record to the library.
        fc.pre(line !== '');
        expect(csvFields(line)).toEqual(parse(line)[0]);
      }),
      { numRuns: 500 },
    );
  });

  it('says that a quote is not closed, which the library refuses', () => {
    expect(csvFields('1,"2')).toBe('unclosed');
    expect(() => parse('1,"2')).toThrow(/Quote Not Closed/);
  });
});
