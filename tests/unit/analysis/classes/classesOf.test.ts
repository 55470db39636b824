import { describe, expect, it } from 'vitest';
import { summarizeStep } from '../../../../core/analysis/summarizeStep.ts';
import { classesOf, recordsOfClass } from '../../../../core/analysis/trafficClasses.ts';
import type { PlannedStep } from '../../../../core/contract/plannedStep.ts';
import type { StepResult } from '../../../../core/contract/resultDocument.ts';
import { numberFromDocument } from '../../../../core/statistics/distributionDocument.ts';
import { chunkOf, measurementOf, oneAfterTheOther, type SampleRequest, stepOf } from '../measurements.ts';

const short = { name: 'short', weight: 0.75, promptTokens: 10, outputTokens: 2 };
const long = { name: 'long', weight: 0.25, promptTokens: 100, outputTokens: 20 };

function mixOf(classes: NonNullable<PlannedStep['load']['classes']>, label = '40/s'): PlannedStep {
  const load = { loop: 'open', ratePerSecond: 40, arrival: 'constant', classes } as const;
  return stepOf(load, { scenario: 'production/mixed_workload', level: { label } });
}

/** So many requests of a class, each so many milliseconds and one every 25 ms. */
function requests(trafficClass: number, latenciesMs: readonly number[], from = 0): SampleRequest[] {
  return latenciesMs.map((latencyMs, index) => {
    const startMs = (from + index) * 25;
    return { startMs, endMs: startMs + latencyMs, trafficClass };
  });
}

const around = (middleMs: number, count = 100): number[] =>
  Array.from({ length: count }, (_, index) => middleMs * (0.9 + (0.2 * ((index * 37) % count)) / (count - 1)));

function alone(latenciesMs: readonly number[], more: Partial<StepResult> = {}): StepResult {
  const step = mixOf([{ ...short, weight: 1 }], 'alone: short');
  return { ...summarizeStep(measurementOf(requests(1, latenciesMs), { step })), ...more };
}

const mixed = (latenciesMs: readonly number[], earlier: readonly StepResult[]) =>
  classesOf(mixOf([short, long]), [chunkOf(requests(1, latenciesMs))], { fromMs: 0, toMs: 5000 }, earlier)?.[0]
    ?.interference;

describe('classesOf', () => {
  it('has the figures of each class from its own requests alone, in the order of the plan', () => {
    const sent: SampleRequest[] = [
      ...requests(1, [10, 20, 30]),
      ...requests(2, [100, 200], 3),
      { startMs: 200, endMs: 250, trafficClass: 2, outcome: 'failed', errorKind: 1 },
      { startMs: 225, endMs: Number.NaN, trafficClass: 2, outcome: 'dropped' },
      { startMs: 0, endMs: 900, trafficClass: 1, phase: 'warmUp' },
    ];
    const classes = classesOf(mixOf([short, long]), [chunkOf(sent)], { fromMs: 0, toMs: 1000 }, []);
    expect(classes).toMatchObject([
      {
        ...short,
        requests: { sent: 3, ok: 3, failed: 0, timedOut: 0, dropped: 0 },
        latencyMs: { count: 3, mean: 20, p50: 20, max: 30 },
        requestsPerSecond: 3,
      },
      {
        ...long,
        requests: { sent: 3, ok: 2, failed: 1, timedOut: 0, dropped: 1 },
        latencyMs: { count: 4, p50: 200, p90: 'Infinity' },
        successLatencyMs: { count: 2, mean: 150 },
        requestsPerSecond: 2,
      },
    ]);
    expect(classes?.[0]).not.toHaveProperty('successLatencyMs');
    expect(classes?.[1]?.curve?.at(-1)?.valueMs).toBe('Infinity');
  });

  it('keeps the gaps and first tokens of a class with their own requests', () => {
    const streamed = (startMs: number, trafficClass: number, gapMs: number): SampleRequest => ({
      startMs,
      firstTokenMs: startMs + 5 * trafficClass,
      endMs: startMs + 5 * trafficClass + 3 * gapMs,
      outputTokens: 4,
      gapsMs: [gapMs, gapMs, gapMs],
      trafficClass,
    });
    const sent = [streamed(0, 1, 10), streamed(10, 2, 30), streamed(20, 1, 10), streamed(30, 2, 30)];
    const classes = classesOf(mixOf([short, long]), [chunkOf(sent)], { fromMs: 0, toMs: 1000 }, []);
    expect(classes).toMatchObject([
      { ttftMs: { count: 2, mean: 5 }, tpotMs: { count: 2, mean: 10 } },
      { ttftMs: { count: 2, mean: 10 }, tpotMs: { count: 2, mean: 30 } },
    ]);
  });

  it('takes each record whole, with the gaps that are its own', () => {
    const gaps = [[1, 2], [3], [], [4, 5, 6]];
    const sent = gaps.map((gapsMs, index): SampleRequest => {
      return { startMs: index, firstTokenMs: index, endMs: index + 1, gapsMs, trafficClass: 1 + (index % 2) };
    });
    const kept = recordsOfClass([chunkOf(sent), chunkOf(sent.slice(0, 1))], (code) => code === 2);
    expect(kept).toHaveLength(1);
    expect([...(kept[0]?.gapMs ?? [])]).toEqual([3, 4, 5, 6]);
    expect(kept[0]).toEqual(chunkOf(sent.filter(({ trafficClass }) => trafficClass === 2)));
  });

  it('adds up to the step: every counted request is in one class', () => {
    const sent = [...requests(1, around(10, 30)), ...requests(2, around(50, 20), 30)];
    const { classes = [], requests: all } = summarizeStep(measurementOf(sent, { step: mixOf([short, long]) }));
    expect(classes.reduce((sum, one) => sum + one.requests.sent, 0)).toBe(all.sent);
  });

  it('has turns of conversations, the fifth and later ones together', () => {
    const traffic = {
      kind: 'conversations',
      meanTurns: 3,
      mostTurns: 9,
      thinkSeconds: 1,
      mostContextTokens: 512,
    } as const;
    const step = stepOf({ loop: 'open', ratePerSecond: 10, traffic });
    const sent = [1, 1, 1, 2, 2, 3, 4, 5, 6, 9].map((turn, index): SampleRequest => {
      return { startMs: index * 10, endMs: index * 10 + turn, trafficClass: turn };
    });
    const classes = classesOf(step, [chunkOf(sent)], { fromMs: 0, toMs: 1000 }, []) ?? [];
    expect(classes.map(({ name, requests: { ok } }) => [name, ok])).toEqual([
      ['turn 1', 3],
      ['turn 2', 2],
      ['turn 3', 1],
      ['turn 4', 1],
      ['turn 5 and later', 3],
    ]);
    expect(classes[0]).not.toHaveProperty('interference');
    const few = stepOf({ loop: 'open', ratePerSecond: 10, traffic: { ...traffic, mostTurns: 2 } });
    expect(classesOf(few, [], undefined, [])?.map(({ name }) => name)).toEqual(['turn 1', 'turn 2']);
    expect(classesOf(stepOf(), [chunkOf(sent)], undefined, [])).toBeUndefined();
  });

  it('sets the median of a class against that which it had alone, with an interval', () => {
    const interference = mixed(around(30), [alone(around(10))]);
    if (interference === undefined || 'absent' in interference) throw new Error('interference is absent');
    expect(interference.metric).toBe('latencyMs.p50');
    expect(interference.ratio).toBeCloseTo(3, 9);
    const [low = Number.NaN, high = Number.NaN] = interference.interval95 ?? [];
    expect(low).toBeGreaterThan(2.8);
    expect(low).toBeLessThan(3);
    expect(high).toBeGreaterThan(3);
    expect(high).toBeLessThan(3.2);
  });

  it('combines the two intervals as the square root of the sum of squares of their logarithms', () => {
    const reference = alone(around(10));
    const interference = mixed(around(30), [reference]);
    const [own] = classesOf(mixOf([short, long]), [chunkOf(requests(1, around(30)))], undefined, []) ?? [];
    const ends = [...(own?.medianInterval95 ?? []), ...(reference.classes?.[0]?.medianInterval95 ?? [])];
    const [mixLow = 0, mixHigh = 0, aloneLow = 0, aloneHigh = 0] = ends.map(numberFromDocument);
    const [mixMs, aloneMs] = [
      numberFromDocument(own?.latencyMs?.p50 ?? 0),
      numberFromDocument(reference.classes?.[0]?.latencyMs?.p50 ?? 0),
    ];
    const log = Math.log(mixMs / aloneMs);
    const low = Math.exp(log - Math.sqrt(Math.log(mixMs / mixLow) ** 2 + Math.log(aloneHigh / aloneMs) ** 2));
    const high = Math.exp(log + Math.sqrt(Math.log(mixHigh / mixMs) ** 2 + Math.log(aloneMs / aloneLow) ** 2));
    expect(interference).toMatchObject({ interval95: [expect.closeTo(low, 9), expect.closeTo(high, 9)] });
  });

  it('says why there is no interference', () => {
    const ten = around(10);
    const failure = { reason: 'the engine ended', remedy: 'Look at the log.' };
    expect(mixed(ten, [])).toEqual({ absent: 'it was not measured alone: a plan with a rate has one step' });
    expect(mixed(ten, [alone(ten, { target: 'other' })])).toMatchObject({ absent: /not measured alone/ });
    expect(mixed(ten, [alone(ten, { level: { label: 'alone: long' } })])).toMatchObject({
      absent: /not measured alone/,
    });
    expect(mixed(ten, [alone(ten, { failure })])).toEqual({
      absent: 'alone it could not be measured: the engine ended',
    });
    expect(mixed(ten, [alone(ten, { skipped: { reason: 'too large' } })])).toEqual({
      absent: 'alone it was not tried: too large',
    });
    expect(mixed(ten, [alone(ten, { validity: { verdict: 'invalid', checks: [] } })])).toEqual({
      absent: 'alone its result is invalid',
    });
    expect(mixed([], [alone(ten)])).toEqual({ absent: 'no request of it was counted in the mix' });
    expect(mixed([10, 10, 10], [alone(ten)])).toMatchObject({
      ratio: expect.any(Number),
      intervalAbsent: 'too few requests in the mix for an interval of their median',
    });
    const failed = requests(1, ten).map(
      (request): SampleRequest => ({ ...request, outcome: 'timedOut', errorKind: 1 }),
    );
    const [own] = classesOf(mixOf([short, long]), [chunkOf(failed)], undefined, [alone(ten)]) ?? [];
    expect(own?.interference).toEqual({ absent: 'half of its requests or more failed in the mix' });
  });

  it('is no matter of a class that is alone', () => {
    expect(alone(around(10)).classes?.[0]).not.toHaveProperty('interference');
  });

  it('leaves requests of one kind as they were', () => {
    expect(summarizeStep(measurementOf(oneAfterTheOther([10, 20])))).not.toHaveProperty('classes');
  });
});
