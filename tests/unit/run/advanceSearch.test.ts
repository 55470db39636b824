import { describe, expect, it } from 'vitest';
import type { PlannedStep, ResolvedPlan } from '../../../core/contract/plannedStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { advanceSearch } from '../../../main/run/execution/search.ts';
import { resolvePlan } from '../../../main/run/plan/resolvePlan.ts';
import { bundledConfiguration } from '../plan/bundledConfiguration.ts';

const configuration = bundledConfiguration();

function planOf(...scenarios: string[]): ResolvedPlan {
  const cells = scenarios.map((scenario) => ({ target: 'dummy', model: 'dummy_small', scenario }));
  const load = { durationSeconds: 20, warmupSeconds: 2, concurrency: [64], arrival: 'poisson', maxInFlight: 50 };
  return resolvePlan({ name: 'test', cells, load, seed: 7 }, configuration, 2 ** 40, new Map());
}

/** Of a target that does four requests at once, a second each. */
function resultOf({ id, load, durationSeconds, scenario }: PlannedStep): StepResult {
  return {
    id,
    scenario,
    load: { ...load, durationSeconds },
    requests: { sent: 100, ok: 100, failed: 0, timedOut: 0, dropped: 0, reconnects: 0 },
    throughput: { requestsPerSecond: Math.min(4, load.concurrency ?? 0) },
    validity: { verdict: 'valid', checks: [] },
  } as unknown as StepResult;
}

/** Carries out a plan as a run does, without measuring. */
function carryOut(plan: ResolvedPlan, measure = resultOf): { plan: ResolvedPlan; results: StepResult[] } {
  let grown = plan;
  const results: StepResult[] = [];
  for (let index = 0; index < grown.steps.length; index += 1) {
    const step = grown.steps[index] as PlannedStep;
    results.push(measure(step));
    const advanced = advanceSearch(grown, step, results);
    grown = advanced.plan;
    results[index] = advanced.result;
  }
  return { plan: grown, results };
}

describe('advanceSearch', () => {
  it('adds the levels of a search behind those measured, and leaves the other steps in their order', () => {
    const { plan, results } = carryOut(
      planOf('latency/single_request', 'throughput/max_throughput', 'throughput/sustained_load'),
    );
    expect(plan.steps.map(({ scenario, level }) => `${scenario} ${level.label}`)).toEqual([
      'latency/single_request 1 in flight',
      ...[1, 2, 4, 8, 16, 3].map((level) => `throughput/max_throughput ${level} in flight`),
      ...[1, 2, 4, 8, 16, 3].map((level) => `throughput/sustained_load ${level} in flight`),
      'throughput/sustained_load 70 % of the maximum',
    ]);
    expect(plan.steps.map(({ id, index }) => [id, index])).toEqual(
      plan.steps.map((_, place) => [`step-${place + 1}`, place]),
    );
    expect(results.filter(({ search }) => search !== undefined).map(({ id, search }) => [id, search])).toMatchObject([
      ['step-7', { endedBy: 'saturation', highestRequestsPerSecond: 4, kneeConcurrency: 4 }],
      ['step-13', { endedBy: 'saturation', highestRequestsPerSecond: 4, kneeConcurrency: 4 }],
    ]);
  });

  it('loads at a share of what was found, for the whole duration, with the arrivals that were asked for', () => {
    const last = carryOut(planOf('throughput/sustained_load')).plan.steps.at(-1);
    expect(last?.load).toEqual({
      loop: 'open',
      ratePerSecond: 2.8,
      arrival: 'poisson',
      maxInFlight: 50,
      batchSize: 1,
      seed: 7,
    });
    expect(last).toMatchObject({ durationSeconds: 20, warmupSeconds: 2 });
    expect(last?.search).toBeUndefined();
  });

  it('adds all the steps that rest on a search at once, in their order', () => {
    const { plan } = carryOut(planOf('production/mixed_workload', 'production/stress_test'));
    expect(plan.steps.map(({ level }) => level.label)).toEqual([
      ...[1, 2, 4, 8, 16, 3].map((level) => `${level} in flight`),
      'alone: short',
      'alone: usual',
      'alone: long',
      'mix at 2.8/s',
      ...[1, 2, 4, 8, 16, 3].map((level) => `${level} in flight`),
      'ramp from 0.8/s to 8/s',
    ]);
    expect(plan.steps.map(({ index }) => index)).toEqual(plan.steps.map((_, place) => place));
    const [, , , , , , alone, , , mix] = plan.steps;
    expect(alone).toMatchObject({ durationSeconds: 5, warmupSeconds: 0.5, promptTokens: 5, outputTokens: 25 });
    expect(alone?.load).toMatchObject({
      ratePerSecond: expect.closeTo(1.68, 9),
      classes: [{ name: 'short', weight: 1 }],
    });
    expect(mix).toMatchObject({ durationSeconds: 20, warmupSeconds: 2, load: { arrival: 'poisson', maxInFlight: 50 } });
    expect(plan.steps.at(-1)?.load.phases).toEqual([
      { name: 'ramp', durationSeconds: 10, ratePerSecond: 0.8, toRatePerSecond: 8 },
      { name: 'peak', durationSeconds: 2, ratePerSecond: 8 },
      { name: 'recovery', durationSeconds: 8, ratePerSecond: 0.8 },
    ]);
  });

  it('measures a level again with more clients where one was the limit, as far as there are cores', () => {
    const planned = planOf('throughput/max_throughput');
    const [first] = planned.steps;
    if (first?.search === undefined) throw new Error('no search was planned');
    // A client that can do three requests per second against a target of four: bound from two in flight on.
    const bound = (step: PlannedStep): StepResult => {
      const result = resultOf(step);
      const isBound = (step.load.concurrency ?? 0) >= 4 && (step.load.runners ?? 1) < 2;
      const checks = [{ id: 'client-saturation', status: isBound ? 'warn' : 'pass', detail: '' }];
      return { ...result, validity: { verdict: 'suspect', checks } } as unknown as StepResult;
    };
    const labels = (maximumRunners: number): string[] => {
      const step = { ...first, search: { ...first.search, maximumRunners } } as PlannedStep;
      return carryOut({ ...planned, steps: [step] }, bound).plan.steps.map(({ level }) => level.label);
    };
    expect(labels(1)).toEqual(['1 in flight', '2 in flight', '4 in flight']);
    expect(labels(4)).toEqual([
      '1 in flight',
      '2 in flight',
      '4 in flight',
      ...[4, 8, 16, 3].map((level) => `${level} in flight, 2 clients`),
    ]);
  });

  it('changes nothing for a step of no search', () => {
    const plan = planOf('latency/single_request');
    const result = resultOf(plan.steps[0] as PlannedStep);
    expect(advanceSearch(plan, plan.steps[0] as PlannedStep, [result])).toEqual({ plan, result });
  });
});
