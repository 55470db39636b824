import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureLines } from '../../../main/cli/output/problemLines.ts';
import { runSummary } from '../../../main/cli/output/runSummary.ts';
import { terminalOutput } from '../../../main/cli/output/terminalOutput.ts';
import { hostileDocument } from '../../fixtures/report/sampleVariants.ts';

/** Everything that a terminal obeys instead of showing it, but for the end of a line. */
const obeyed = /(?!\n)[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u061c\u2028\u2029\ufeff]/u;

/** An output, and what was written to its two streams. */
function written(): { output: ReturnType<typeof terminalOutput>; out(): string; error(): string } {
  const texts = { out: '', error: '' };
  const stream = (name: 'out' | 'error') => ({
    write: (text: string | Uint8Array): boolean => {
      texts[name] += String(text);
      return true;
    },
  });
  return { output: terminalOutput(stream('out'), stream('error')), out: () => texts.out, error: () => texts.error };
}

describe('terminalOutput', () => {
  it('shows what a terminal would obey, whoever said it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { output, out, error } = written();
        output.writeOut(text);
        output.writeError(text);
        expect(out()).not.toMatch(obeyed);
        expect(error()).toBe(out());
      }),
    );
    const { output, out } = written();
    output.writeOut('a\u001b]0;title\u0007b\u009b31m \u202edc\r\nnext\u007f\n');
    expect(out()).toBe('a[U+001B]]0;title[U+0007]b[U+009B]31m [U+202E]dc\nnext[U+007F]\n');
  });

  it('leaves every script and every number as it is', () => {
    const text = 'Größe 模型 моделька שלום 👩‍🔬 می‌خواهم 54.2\u00a0ms 1\u202f000 † ∞\n';
    const { output, out } = written();
    output.writeOut(text);
    expect(out()).toBe(text);
  });

  it('writes over a line with its own escape, and no other', () => {
    const { output, error } = written();
    output.rewriteLine('model \u001b[2J 50 %');
    expect(error()).toBe('\r\u001b[2Kmodel [U+001B][2J 50 %');
  });

  it('writes documents that read back as they are', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
        const { output, out } = written();
        output.writeDocument({ value, text });
        expect(JSON.parse(out())).toEqual(JSON.parse(JSON.stringify({ value, text })));
        expect(out()).not.toMatch(obeyed);
      }),
    );
    const { output, out } = written();
    output.writeDocument({ name: 'plain' });
    expect(out()).toBe('{\n  "name": "plain"\n}\n');
  });

  it('keeps a hostile name in its place of a table and of a failure', () => {
    const document = hostileDocument();
    document.steps.forEach((step, index) => {
      step.target = `target ${index}\nRun 99 · completed`;
      step.model = 'm';
    });
    expect(runSummary(document)).not.toMatch(/^Run 99/m);
    const said = failureLines({ reason: 'a\nStep 1 is valid', remedy: 'b\r\nc', detail: 'd\r\u001be\nf' });
    expect(said).toBe('a Step 1 is valid. b c.\n  | d\n  | \u001be\n  | f\n');
  });
});
