import { describe, expect, it } from 'vitest';
import { builtInTraces as names } from '../../../core/contract/trafficPlan.ts';
import { BuiltInTraceArrivals, type BuiltInTraceOptions } from '../../../core/schedule/trace/BuiltInTraceArrivals.ts';
import { allInstants } from './allInstants.ts';

const options = { meanPerSecond: 50, warmupMs: 0, durationMs: 400_000, promptTokens: 60, outputTokens: 20, seed: 11 };
const made = (change: Partial<BuiltInTraceOptions> & Pick<BuiltInTraceOptions, 'name'>) =>
  new BuiltInTraceArrivals({ ...options, ...change });
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const variation = (values: readonly number[]): number => {
  const center = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - center) ** 2))) / center;
};
const lengthsOf = (arrivals: BuiltInTraceArrivals, count = 20_000) => {
  const all = Array.from({ length: count }, (_, index) => arrivals.lengthsOf(index));
  return {
    prompts: all.map(({ promptTokens = Number.NaN }) => promptTokens),
    outputs: all.map(({ outputTokens = Number.NaN }) => outputTokens),
  };
};
const gapsOf = (instants: readonly number[]): number[] =>
  instants.slice(1).map((instant, index) => instant - (instants[index] ?? 0));

describe('built-in recordings', () => {
  it.each(names)(
    'of %s have the mean rate over any time, the same for the same seed and others for another',
    (name) => {
      const instants = allInstants(made({ name }));
      // The deviation of the count of bursts with a coefficient of variation of 2 is 2 √20,000: five of them.
      expect(Math.abs(instants.length - 20_000)).toBeLessThan(5 * 2 * Math.sqrt(20_000));
      expect(made({ name }).expectedCount).toBeCloseTo(20_000, 6);
      expect(allInstants(made({ name }))).toEqual(instants);
      expect(allInstants(made({ name, seed: 12 })).slice(0, 5)).not.toEqual(instants.slice(0, 5));
      expect(made({ name, durationMs: 500, meanPerSecond: 4 }).expectedCount).toBeCloseTo(2, 9);
    },
  );

  it('have gaps as spread as their patterns', () => {
    expect(variation(gapsOf(allInstants(made({ name: 'chat' }))))).toBeCloseTo(1.5, 1);
    expect(variation(gapsOf(allInstants(made({ name: 'summarization' }))))).toBeCloseTo(1, 1);
  });

  it('have lengths around those of the step', () => {
    const chat = lengthsOf(made({ name: 'chat' }));
    // Lognormal with a coefficient of variation of 1: five standard errors are 3.5 %, and the limit cuts a little.
    expect(Math.abs(mean(chat.prompts) / 60 - 1)).toBeLessThan(0.04);
    expect(Math.abs(mean(chat.outputs) / 20 - 1)).toBeLessThan(0.04);
    expect(variation(chat.prompts)).toBeGreaterThan(0.9);
    expect(variation(chat.prompts)).toBeLessThan(1.1);
    // Prompt and output of a request do not depend on each other.
    const product = mean(chat.prompts.map((prompt, index) => prompt * (chat.outputs[index] ?? 0)));
    expect(Math.abs(product / (mean(chat.prompts) * mean(chat.outputs)) - 1)).toBeLessThan(0.04);
    const summaries = lengthsOf(made({ name: 'summarization' }));
    expect(Math.abs(mean(summaries.prompts) / 240 - 1)).toBeLessThan(0.03);
    expect(Math.abs(mean(summaries.outputs) / 10 - 1)).toBeLessThan(0.03);
    const mixed = lengthsOf(made({ name: 'bursty-day' }));
    expect(Math.abs(mean(mixed.prompts) / (0.75 * 60 + 0.25 * 240) - 1)).toBeLessThan(0.04);
  });

  it.each([
    [60, 20],
    [900, 700],
    [1, 1],
    [1, 100_000],
    [100_000, 1],
  ])(
    'never exceed 1000 tokens together or what the step asks for, nor lack one of either: %i and %i',
    (promptTokens, outputTokens) => {
      for (const name of names) {
        const { prompts, outputs } = lengthsOf(made({ name, promptTokens, outputTokens }), 5000);
        prompts.forEach((prompt, index) => {
          const output = outputs[index] ?? Number.NaN;
          if (
            !(
              prompt >= 1 &&
              output >= 1 &&
              prompt + output <= Math.max(1000, promptTokens + outputTokens) &&
              Number.isInteger(prompt + output)
            )
          ) {
            throw new Error(`request ${index} of ${name} has ${prompt} and ${output} tokens`);
          }
        });
      }
    },
  );

  it('play a day after a warm-up at the rate it begins with', () => {
    const instants = allInstants(made({ name: 'bursty-day', warmupMs: 240_000, durationMs: 2_400_000 }));
    const perSecond = (fromMs: number, toMs: number): number =>
      (1000 * instants.filter((instant) => instant >= fromMs && instant < toMs).length) / (toMs - fromMs);
    const day = 240_000;
    // Hours of the day in 100 s each: the mean of the shape is 0.4937 of its peak, and 14 h is the peak.
    expect(perSecond(0, day) / (0.12 * (50 / 0.4937))).toBeGreaterThan(0.85);
    expect(perSecond(0, day) / (0.12 * (50 / 0.4937))).toBeLessThan(1.15);
    expect(perSecond(day + 1_425_000, day + 1_475_000)).toBeGreaterThan(85);
    expect(perSecond(day + 200_000, day + 400_000)).toBeLessThan(10);
    expect(Math.abs(perSecond(day, day + 2_400_000) - 50)).toBeLessThan(2);
  });
});
