import { describe, expect, it } from 'vitest';
import { estimateLines } from '../../../main/cli/output/estimateLines.ts';
import { resolvePlan } from '../../../main/run/plan/resolvePlan.ts';
import { bundledConfiguration } from '../plan/bundledConfiguration.ts';

describe('estimateLines', () => {
  it('tells the whole, and of each scenario its steps, its time and what it does', () => {
    const cells = ['latency/single_request', 'throughput/burst_handling'].map((scenario) => ({
      target: 'dummy',
      model: 'dummy_small',
      scenario,
    }));
    const load = { durationSeconds: 10, warmupSeconds: 2, ratePerSecond: 50 };
    const plan = resolvePlan({ name: 'x', cells, load, seed: 1 }, bundledConfiguration(), 2 ** 40, new Map());
    // 12 s of one request in 5 ms: 2,400. 2 s at the base, and 10 s of 0.8 × 50 + 0.2 × 150 = 70/s: 800.
    expect(estimateLines(plan).replaceAll('\u00a0', ' ')).toBe(
      `This takes about 25.0 s (24.0 s to 27.4 s), about 3200 requests:
  latency/single_request (1 step, about 12.5 s): Sends one request after the other for 10.0 s.
  throughput/burst_handling (1 step, about 12.5 s): Sends 50/s for 4.0 s, a burst of 150/s for 2.0 s, and 50/s again for 4.0 s.
`,
    );
  });
});
