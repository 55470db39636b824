import { describe, expect, it } from 'vitest';
import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { runSummary } from '../../../main/cli/output/runSummary.ts';
import { stepColumns } from '../../../main/report/csv/csvColumns.ts';
import { renderMarkdown } from '../../../main/report/markdown/renderMarkdown.ts';
import { renderHtml } from '../../../main/report/sections/renderHtml.ts';
import {
  brokenStepDocument,
  emptyDocument,
  failingDocument,
  gpuDocument,
  interruptedDocument,
} from '../../fixtures/report/sampleVariants.ts';

/** What a reader sees: tags and drawings left out, spaces made alike. */
function read(document: ResultDocument): string {
  const page = renderHtml(document);
  return page
    .slice(page.indexOf('<body>'))
    .replace(/<script>[\s\S]*?<\/script>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ');
}

describe('a run with failed requests', () => {
  const text = read(failingDocument());

  it('says so before any latency', () => {
    expect(text).toMatch(/21 % of requests failed; distilgpt2 answers half of its requests within [\d.]+ ms/);
    expect(text).toMatch(/Failed 307 21 % of them/);
  });

  it('has infinite percentiles with their cause, and the successes beside', () => {
    expect(text).toMatch(/p95 ∞ \[[\d.]+, ∞\]/);
    expect(text).toContain('mean ∞ 5.2 % failed');
    expect(text).toContain('Successes only');
    expect(text).toContain('∞ from p95');
    expect(text).toContain('connection reset : read ECONNRESET'.replace(' :', ':'));
  });

  it('advises against the invalid step and never quotes it', () => {
    expect(text).toContain('Do not use “Latency at 4 requests in flight” of distilgpt2.');
    expect(text).toContain('1 of 4 steps invalid');
    expect(text).toMatch(/Invalid 2\.5 Latency at 4 requests in flight/);
  });
});

describe('a step of which nobody knows the output tokens', () => {
  const why = 'the server did not say how many tokens 5 of 9 replies have';
  const document = emptyDocument();
  const [step] = failingDocument().steps;
  const steps =
    step === undefined
      ? []
      : [{ ...step, throughput: { requestsPerSecond: 9, inputTokensPerSecond: 90, outputTokensAbsent: why } }];
  const run = { ...document, steps };

  it('says why in the report, in the file of figures and in the terminal, and shows no zero', () => {
    expect(read(run)).toContain(`Output tokens not measured: ${why}`);
    expect(renderMarkdown(run)).toContain(why);
    expect(runSummary(run)).toContain(`Step 1: output tokens not measured: ${why}\n`);
    const columnOf = (name: string) =>
      steps.map((one) => stepColumns.find((column) => column.name === name)?.value(one));
    expect(columnOf('throughput.outputTokens.absent')).toEqual([why]);
    expect(columnOf('throughput.outputTokensPerSecond')).toEqual([undefined]);
  });
});

describe('a run in which a step could not be carried out', () => {
  const text = read(brokenStepDocument());

  it('says what happened and what to do, and reports the others', () => {
    expect(text).toContain('1 of 4 steps could not be carried out');
    expect(text).toContain(
      'Not carried out: the engine process ended with signal SIGKILL. Free some memory, then run the step again.',
    );
    expect(text).toContain('exit code null, signal SIGKILL after 3.2 s');
    expect(text).toMatch(/distilgpt2 answers half of its requests within 54\.2 ms/);
  });

  it('has no figure for that step', () => {
    const row = /In flight p50, ms.*?1 (.*?) 2 108/.exec(text)?.[1];
    expect(row?.trim().replace(/ +/g, ' ')).toBe('not measured not measured not measured Invalid');
  });
});

describe('an interrupted run', () => {
  const text = read(interruptedDocument());

  it('keeps what was measured and says what is left', () => {
    expect(text).toContain(
      'The run was interrupted after 2 of 7 steps (stopped by the user): what was measured is kept.',
    );
    expect(text).toContain('Run the remaining 5 steps. The run stopped after 2 of 7.');
    expect(text).toContain('Interrupted. What was measured until then is kept.');
  });

  it('quotes no percentile of the step that had hardly begun', () => {
    expect(text).not.toMatch(/to quote p50/);
    expect(text).toMatch(/p50 [\d.]+ † needs 11/);
  });
});

describe('a run without a step', () => {
  it('is a report all the same', () => {
    const text = read(emptyDocument());
    expect(text).toContain('Nothing was measured: the run was interrupted before its first result');
    expect(text).toContain('Ended unknown: it did not end by itself');
    expect(text).toContain('No step was measured');
    expect(text).not.toMatch(/NaN|undefined|Key figures/);
    expect(renderMarkdown(emptyDocument())).toContain('# Nothing was measured');
  });
});

describe('a run on a GPU', () => {
  it('has the figures that the driver gave and names the others', () => {
    const text = read(gpuDocument());
    expect(text).toContain('GPU NVIDIA L40S, driver 595.80');
    expect(text).toContain('GPU 0 utilisation, mean 94 %');
    expect(text).toContain('GPU 0 memory, peak 5.73 GiB');
    expect(text).toContain('GPU 0 power, mean 300 W');
    expect(text).toContain('GPU 0 throttled by SW power cap');
    expect(text).toContain('GPU 0 clock, temperature not measured: the driver does not give it');
    expect(text).not.toContain('No GPU was measured');
  });
});
