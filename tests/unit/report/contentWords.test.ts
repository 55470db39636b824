import { describe, expect, it } from 'vitest';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { advice } from '../../../main/report/content/advice.ts';
import { headline } from '../../../main/report/content/headline.ts';
import { lead } from '../../../main/report/content/lead.ts';
import { limits } from '../../../main/report/content/limits.ts';
import { subjectLine } from '../../../main/report/content/machineWords.ts';
import { phraseText } from '../../../main/report/content/Phrase.ts';
import { reportOutline } from '../../../main/report/content/reportOutline.ts';
import { loadSentences, stepTitle } from '../../../main/report/content/stepWords.ts';
import { sureness } from '../../../main/report/content/sureness.ts';
import { keyFigureTable } from '../../../main/report/tables/keyFigureTable.ts';
import { documentOf, sampleDocument, sampleRecipes } from '../../fixtures/report/sampleDocument.ts';
import { brokenStepDocument, emptyDocument } from '../../fixtures/report/sampleVariants.ts';
import { simulateStep } from '../../fixtures/report/simulateStep.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

/** The sample step with chosen percentiles, so that sentences can be known beforehand. */
function stepOf(p50: number, change?: (step: StepResult) => void): StepResult {
  const [recipe] = sampleRecipes(['gpt2'], 3);
  if (recipe === undefined) throw new Error('the sample plan has a step');
  const step = simulateStep(recipe);
  step.latencyMs = {
    ...(step.latencyMs ?? { min: 1, max: 1, p999: 1, p99: 1, mean: 1 }),
    count: 200,
    p50,
    p90: p50 * 1.1,
    p95: p50 * 1.2,
    belowFloor: ['p99', 'p999'],
    interval95: { p50: [p50 - 0.4, p50 + 0.4], p95: [p50 * 1.2 - 2, p50 * 1.2 + 2] },
  } as NonNullable<StepResult['latencyMs']>;
  step.phases = [{ name: 'measured', fromMs: 0, toMs: 20_000 }];
  change?.(step);
  return step;
}

const named = (document: ResultDocument): string => plain(headline(document));

describe('headline', () => {
  it('quotes p50 and p95 of a single load', () => {
    expect(named(documentOf([stepOf(50)]))).toBe(
      'gpt2 answers half of its requests within 50.0 ms and 95 % within 60 ms',
    );
  });

  it('never quotes a percentile below its floor', () => {
    const thinTail = stepOf(50, (step) => step.latencyMs?.belowFloor.unshift('p95'));
    expect(named(documentOf([thinTail]))).toBe('gpt2 answers half of its requests within 50.0 ms');
    const thin = stepOf(50, (step) => step.latencyMs?.belowFloor.unshift('p50', 'p90', 'p95'));
    thin.requests = { sent: 7, ok: 7, failed: 0, timedOut: 0, dropped: 0, reconnects: 0 };
    expect(named(documentOf([thin]))).toBe('Too few requests to quote a latency: 7 in one step');
  });

  it('adds the highest throughput where there are several loads', () => {
    const more = stepOf(80, (step) => {
      step.scenario = 'latency/concurrent_requests';
      step.level = { label: '4 in flight', concurrency: 4 };
      step.throughput = { requestsPerSecond: 48.24, interval95: [47.1, 49.3] };
    });
    expect(named(documentOf([stepOf(50), more]))).toBe(
      'gpt2 answers half of its requests within 50.0 ms and serves 48.2 requests/s with 4 in flight',
    );
  });

  it('sets two models side by side at the same load, the quicker first, and gives the range of more', () => {
    const of = (model: string, p50: number) => stepOf(p50, (step) => Object.assign(step, { model }));
    expect(named(documentOf([of('slow', 90), of('quick', 50)]))).toBe(
      'quick answers half of its requests within 50.0 ms, slow within 90.0 ms',
    );
    expect(named(documentOf([of('slow', 90), of('quick', 50), of('middle', 70)]))).toBe(
      'Half of the requests take from 50.0 ms (quick) to 90.0 ms (slow)',
    );
  });

  it('does not hide failures behind a latency', () => {
    const failing = stepOf(50, (step) => {
      step.requests = { sent: 100, ok: 94, failed: 4, timedOut: 2, dropped: 0, reconnects: 0 };
    });
    expect(named(documentOf([failing]))).toMatch(/^6 % of requests failed; gpt2 answers half/);
    const most = stepOf(50, (step) => {
      step.requests = { sent: 100, ok: 40, failed: 60, timedOut: 0, dropped: 0, reconnects: 0 };
      if (step.latencyMs) step.latencyMs.p50 = 'Infinity';
    });
    expect(named(documentOf([most]))).toBe('More than half of the requests to gpt2 failed');
  });

  it('uses no invalid step, and says so when there is no other', () => {
    const invalid = stepOf(50, (step) => Object.assign(step.validity, { verdict: 'invalid' }));
    expect(named(documentOf([invalid]))).toBe('The result is invalid: do not use it');
    expect(named(documentOf([invalid, stepOf(70)]))).toMatch(/within 70\.0 ms/);
  });

  it('gives the reason when nothing could be measured', () => {
    const document = brokenStepDocument();
    document.steps = document.steps.slice(1, 2);
    expect(named(document)).toBe('Nothing could be measured: the engine process ended with signal SIGKILL');
    expect(named(emptyDocument())).toBe('Nothing was measured: the run was interrupted before its first result');
  });
});

describe('lead', () => {
  it('has the two key numbers with their intervals', () => {
    const phrase = lead(documentOf([stepOf(50)]));
    expect(phrase.filter((part) => typeof part !== 'string').map((part) => plain(phraseText([part])))).toEqual([
      '50.0 ms [49.6, 50.4]',
      '60 ms [58, 62]',
    ]);
    expect(plain(phraseText(phrase))).toMatch(
      /^Measured on AMD EPYC 9V74, 4 logical cores, no GPU\. Closed loop, 20\.0 s a step\. With 1 request in flight, half/,
    );
  });
});

describe('advice', () => {
  it('computes how long to measure for the first percentile that some step cannot carry', () => {
    // 200 requests in 20 s: 662 take 66.2 s, said as the next full ten seconds.
    expect(advice(documentOf([stepOf(50)])).map(({ action, because }) => plain(`${action} ${because}`))).toEqual([
      'Measure each step for 1 min 10 s to quote p99. It needs 662 requests; the thinnest step, “Latency of one request at a time” of gpt2, counted 200 in 20.0 s.',
    ]);
  });

  it('has nothing to say when all is well', () => {
    const enough = stepOf(50, (step) => Object.assign(step.latencyMs ?? {}, { belowFloor: ['p999'] }));
    expect(advice(documentOf([enough]))).toEqual([]);
  });

  it('puts what broke first, keeps to three, and passes recommendations on', () => {
    const document = brokenStepDocument();
    document.recommendations = ['a', 'b', 'c'].map((id) => ({ id, title: `Do ${id}.`, action: `Because of ${id}.` }));
    expect(advice(document).map(({ action }) => action)).toEqual([
      'Free some memory, then run the step again.',
      'Do a.',
      'Do b.',
    ]);
  });
});

describe('words around the numbers', () => {
  it('names steps by their load', () => {
    expect(stepTitle(stepOf(1))).toBe('Latency of one request at a time');
    const batch = stepOf(1, (step) => {
      step.scenario = 'latency/batch_processing';
      step.load.batchSize = 8;
      step.level = { label: 'batch 8, 2 in flight', batchSize: 8, concurrency: 2 };
    });
    expect(stepTitle(batch)).toBe('Latency of batches of 8, 2 in flight');
    const open = stepOf(1, (step) => {
      step.scenario = 'throughput/sustained_load';
      step.level = { label: '40/s', ratePerSecond: 40 };
      step.load = { ...step.load, loop: 'open', ratePerSecond: 40, arrival: 'poisson' };
    });
    expect(stepTitle(open)).toBe('Sustained load, 40/s');
    expect(plain(loadSentences(open))).toBe(
      'Open loop, 40.0/s, poisson arrivals, streamed, 64 tokens in and 16 out, seed 42. Latency counts from intended start. Measured for 20.0 s, after 2.0 s of warm-up that does not count.',
    );
  });

  it('tells what the run was and what it leaves open', () => {
    const document = sampleDocument(3);
    expect(subjectLine(document)).toBe('onnx 1.30.0 · distilgpt2, gpt2 · AMD EPYC 9V74, 4 logical cores, no GPU');
    const said = limits(document).join(' ');
    expect(said).toContain('One machine, 2 models, 64 tokens in and 16 out');
    expect(said).toContain('The weights of distilgpt2 and gpt2 are synthetic');
  });

  it('is as sure as the worst step', () => {
    expect(sureness(sampleDocument(3))).toMatchObject({ verdict: 'valid', sentence: 'All 14 steps valid' });
    const [suspect, valid] = [stepOf(1), stepOf(1)];
    suspect.validity.verdict = 'suspect';
    suspect.validity.checks[3] = { id: 'error-rate', status: 'warn', detail: '3 of 40' };
    expect(sureness(documentOf([valid, suspect]))).toEqual({
      verdict: 'suspect',
      sentence: '1 of 2 steps suspect',
      checks: '1 check warns, 9 pass, 2 skipped',
      reason: 'requests failed',
    });
  });
});

describe('outline', () => {
  it('compares levels of concurrency, and batch sizes at equal requests in flight', () => {
    const batches = [1, 2].flatMap((inFlight) =>
      [1, 4].map((batchSize) =>
        stepOf(1, (step) => {
          step.scenario = 'latency/batch_processing';
          step.load = { ...step.load, batchSize, concurrency: inFlight };
          step.level = { label: `batch ${batchSize}, ${inFlight} in flight`, batchSize, concurrency: inFlight };
        }),
      ),
    );
    const [chapter] = reportOutline(documentOf([stepOf(1), ...batches])).results;
    expect(chapter?.sections.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
      'step: Latency of one request at a time',
      'levels: Latency against batch size, 1 in flight',
      'levels: Latency against batch size, 2 in flight',
      'step: Latency of batches of 1',
      'step: Latency of batches of 4',
      'step: Latency of batches of 1, 2 in flight',
      'step: Latency of batches of 4, 2 in flight',
      'shapes: Shape and course of latency',
    ]);
  });

  it('chooses the lightest and the heaviest loads when there are more than a page holds', () => {
    const { subjects } = reportOutline(sampleDocument(3));
    const names = (most: number) => keyFigureTable(subjects, most)?.rows.map(([name]) => name?.content);
    expect(names(4)).toEqual([
      'distilgpt2, one at a time',
      'distilgpt2, 4 in flight',
      'gpt2, one at a time',
      'gpt2, 4 in flight',
    ]);
    expect(names(100)).toHaveLength(14);
  });
});
