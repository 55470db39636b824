import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixedWorkload } from '../../../core/scenarios/production/mixed_workload/mixedWorkload.ts';
import { realWorldSimulation } from '../../../core/scenarios/production/real_world_simulation/realWorldSimulation.ts';
import { stressTest } from '../../../core/scenarios/production/stress_test/stressTest.ts';
import type { Scenario, ScenarioInput, ScenarioStep } from '../../../core/scenarios/Scenario.ts';
import { burstHandling } from '../../../core/scenarios/throughput/burst_handling/burstHandling.ts';
import { sustainedLoad } from '../../../core/scenarios/throughput/sustained_load/sustainedLoad.ts';
import { dummyStep } from '../runner/plannedSteps.ts';
import { plannedLevel, saturated, scenarioInput } from './scenarioInput.ts';

const openScenarios = [sustainedLoad, burstHandling, mixedWorkload, stressTest, realWorldSimulation];

/** What follows a search that found so many requests per second. */
function afterSearch(scenario: Scenario, input: ScenarioInput, perSecond: number): ScenarioStep[] {
  const planned = plannedLevel(scenario.steps(input)[0], scenario.name);
  const move = scenario.next?.(planned, saturated(perSecond));
  expect(move?.end).toMatchObject({ endedBy: 'saturation', highestRequestsPerSecond: perSecond });
  return move?.steps ?? [];
}

const rateOf = ({ load }: ScenarioStep): number => (load.loop === 'open' ? load.ratePerSecond : Number.NaN);

describe('scenarios whose load rests on a search', () => {
  it.each(openScenarios.map((scenario) => [scenario.name, scenario] as const))(
    '%s searches with a tenth of the duration a level, with a rate it does not',
    (_name, scenario) => {
      const load = { concurrency: [32], arrival: 'poisson', maxInFlight: 5 };
      const [first, ...none] = scenario.steps(scenarioInput({}, { load }));
      expect(none).toEqual([]);
      expect(first).toMatchObject({
        level: { label: '1 in flight', concurrency: 1 },
        load: { loop: 'closed', concurrency: 1 },
        durationShare: 0.1,
        search: { maximumConcurrency: 32, arrival: 'poisson', maxInFlight: 5 },
      });
      const [open, ...rest] = scenario.steps(scenarioInput({}, { load: { ...load, ratePerSecond: 20 } }));
      expect(rest).toEqual([]);
      expect(open).toMatchObject({ load: { loop: 'open', arrival: 'poisson', maxInFlight: 5, batchSize: 1 } });
      expect(open?.search).toBeUndefined();
    },
  );

  it.each(openScenarios.map((scenario) => [scenario.name, scenario] as const))(
    '%s goes on with the search while it has not ended, and ends without a load where nothing was answered',
    (_name, scenario) => {
      const planned = plannedLevel(scenario.steps(scenarioInput())[0], scenario.name);
      const going = scenario.next?.(planned, saturated(10).slice(0, 2));
      expect(going?.end).toBeUndefined();
      expect(going?.steps).toMatchObject([{ level: { concurrency: 4 }, durationShare: 0.1 }]);
      const failing = saturated(10)
        .slice(0, 1)
        .map((step) => ({ ...step, requests: { sent: 10, ok: 0 } as never }));
      expect(scenario.next?.(planned, failing)).toMatchObject({ steps: [], end: { endedBy: 'errors' } });
    },
  );

  it.each(openScenarios.map((scenario) => [scenario.name, scenario] as const))(
    '%s tells beforehand what will follow its search, step by step',
    (_name, scenario) => {
      const input = scenarioInput();
      const planned = plannedLevel(scenario.steps(input)[0], scenario.name);
      const shape = (steps: ScenarioStep[] = []) =>
        steps.map(({ durationShare = 1, phases }) => [durationShare, phases?.map(({ share }) => share)]);
      expect(shape(scenario.following?.(planned))).toEqual(shape(afterSearch(scenario, input, 40)));
    },
  );

  it.each(openScenarios.map((scenario) => [scenario.name, scenario] as const))(
    '%s has phases that fill its duration, with the mean rate of the load',
    (_name, scenario) => {
      const size = fc.double({ min: 0.01, max: 1000, noNaN: true });
      fc.assert(
        fc.property(size, size, size, fc.double({ min: 0.01, max: 1e6, noNaN: true }), (a, b, c, ratePerSecond) => {
          const phases = { base: a, burst: b, ramp: a, peak: b, recovery: c };
          for (const step of scenario.steps(scenarioInput({ phases }, { load: { ratePerSecond } }))) {
            if (step.phases === undefined) continue;
            expect(step.phases.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
            const mean = step.phases.reduce(
              (sum, phase) =>
                sum +
                phase.share * (((phase.ratePerSecond ?? 0) + (phase.toRatePerSecond ?? phase.ratePerSecond ?? 0)) / 2),
              0,
            );
            expect(rateOf(step) / mean).toBeCloseTo(1, 9);
          }
        }),
        { numRuns: 50 },
      );
    },
  );
});

describe('throughput/burst_handling', () => {
  const phases = (base: number) => [
    { name: 'base', share: 0.4, ratePerSecond: base },
    { name: 'burst', share: 0.2, ratePerSecond: 3 * base },
    { name: 'recovery', share: 0.4, ratePerSecond: base },
  ];

  it('sends half the maximum, a burst of one and a half, and half again', () => {
    // 0.8 × 50 + 0.2 × 150 = 70 requests per second on the mean.
    expect(afterSearch(burstHandling, scenarioInput(), 100)).toMatchObject([
      {
        level: { label: 'base 50/s, burst 150/s', ratePerSecond: expect.closeTo(70, 9) },
        load: { loop: 'open', ratePerSecond: expect.closeTo(70, 9) },
        phases: phases(50),
      },
    ]);
  });

  it('bursts to three times a rate that is given', () => {
    const [step] = burstHandling.steps(scenarioInput({}, { load: { ratePerSecond: 0.1 } }));
    expect(step?.level.label).toBe('base 0.1/s, burst 0.3/s');
    expect(step?.phases?.map(({ ratePerSecond }) => ratePerSecond)).toEqual([0.1, expect.closeTo(0.3, 12), 0.1]);
  });

  it('divides its time as configured', () => {
    const shares = { base: 1, burst: 2, recovery: 5 };
    const [step] = burstHandling.steps(scenarioInput({ phases: shares }, { load: { ratePerSecond: 1 } }));
    expect(step?.phases?.map(({ share }) => share)).toEqual([1 / 8, 2 / 8, 5 / 8]);
    const [after] = afterSearch(burstHandling, scenarioInput({ phases: shares }), 10);
    expect(after?.phases?.map(({ share }) => share)).toEqual([1 / 8, 2 / 8, 5 / 8]);
  });

  it('says and draws what it will do', () => {
    const load = { ratePerSecond: 50 };
    expect(plain(burstHandling, scenarioInput({}, { load }))).toEqual({
      does: 'Sends 50/s for 24.0 s, a burst of 150/s for 12.0 s, and 50/s again for 24.0 s.',
      phases: [
        { name: 'base', durationSeconds: 24, from: 50, to: 50 },
        { name: 'burst', durationSeconds: 12, from: 150, to: 150 },
        { name: 'recovery', durationSeconds: 24, from: 50, to: 50 },
      ],
      loadUnit: 'requests/s',
    });
    expect(plain(burstHandling, scenarioInput({ concurrency_levels: [1, 64] }))).toMatchObject({
      does: 'Searches for the highest throughput with levels of 6.0 s, up to 64 in flight, then sends 50 % of it for 24.0 s, a burst of 150 % of it for 12.0 s, and 50 % of it again for 24.0 s.',
      phases: [{ from: 50 }, { from: 150, to: 150 }, { to: 50 }],
      loadUnit: '% of the maximum',
    });
  });
});

describe('production/stress_test', () => {
  it('rises in a straight line to twice the maximum, stays, and falls to a tenth', () => {
    const [step, ...none] = afterSearch(stressTest, scenarioInput(), 100);
    expect(none).toEqual([]);
    // 0.5 × 110 + 0.1 × 200 + 0.4 × 20 = 83.
    expect(step).toMatchObject({ level: { label: 'ramp from 20/s to 200/s' }, load: { ratePerSecond: 83 } });
    expect(step?.phases).toEqual([
      { name: 'ramp', share: 0.5, ratePerSecond: 20, toRatePerSecond: 200 },
      { name: 'peak', share: 0.1, ratePerSecond: 200 },
      { name: 'recovery', share: 0.4, ratePerSecond: 20 },
    ]);
  });

  it('takes a given rate as its peak, and says so', () => {
    const input = scenarioInput({}, { load: { ratePerSecond: 80 } });
    expect(stressTest.steps(input)[0]?.phases?.[1]).toMatchObject({ name: 'peak', ratePerSecond: 80 });
    expect(plain(stressTest, input)).toMatchObject({
      does: 'Raises the load from 8/s to 80/s over 30.0 s, holds that for 6.0 s, and falls back to 8/s for 24.0 s.',
      phases: [
        { name: 'ramp', from: 8, to: 80 },
        { from: 80, to: 80 },
        { from: 8, to: 8 },
      ],
    });
  });
});

describe('production/mixed_workload', () => {
  const usual = [
    { name: 'short', weight: 0.6, promptTokens: 25, outputTokens: 25 },
    { name: 'usual', weight: 0.3, promptTokens: 50, outputTokens: 50 },
    { name: 'long', weight: 0.1, promptTokens: 100, outputTokens: 100 },
  ];

  it('sends each class alone at its share of the rate, then all of them mixed', () => {
    const steps = afterSearch(mixedWorkload, scenarioInput(), 100);
    expect(steps.map(({ level, durationShare = 1 }) => [level.label, durationShare])).toEqual([
      ['alone: short', 0.25],
      ['alone: usual', 0.25],
      ['alone: long', 0.25],
      ['mix at 70/s', 1],
    ]);
    expect(steps.map(rateOf).map((rate) => Number(rate.toFixed(9)))).toEqual([42, 21, 7, 70]);
    expect(steps[2]).toMatchObject({ classes: [{ ...usual[2], weight: 1 }], promptTokens: 100, outputTokens: 100 });
    expect(steps[3]?.classes).toEqual(usual);
  });

  it('searches with requests as long as those of the mix are on the mean', () => {
    // 0.6 × 25 + 0.3 × 50 + 0.1 × 100.
    expect(mixedWorkload.steps(scenarioInput())[0]).toMatchObject({ promptTokens: 40, outputTokens: 40 });
  });

  it('does not try a class alone of which no request would come', () => {
    const alone = (ratePerSecond: number, label = 'alone: long') =>
      mixedWorkload.skips(dummyStep({ level: { label }, durationSeconds: 2, load: { loop: 'open', ratePerSecond } }));
    expect(alone(0.9)).toMatch(/fewer than 2 requests would come in 2\.0.s/);
    expect(alone(1)).toBeUndefined();
    expect(alone(0.9, 'mix at 0.9/s')).toBeUndefined();
  });

  it('sends only the mix at a rate that is given', () => {
    const [mix, ...none] = mixedWorkload.steps(scenarioInput({}, { load: { ratePerSecond: 5 } }));
    expect(none).toEqual([]);
    expect(mix).toMatchObject({ level: { label: 'mix at 5/s', ratePerSecond: 5 }, classes: usual });
  });

  it('makes long requests as long as fits into the context, in the same proportion', () => {
    const input = scenarioInput(
      {},
      { contextTokens: 120, promptTokens: 75, outputTokens: 25, load: { ratePerSecond: 1 } },
    );
    expect(mixedWorkload.steps(input)[0]?.classes?.[2]).toMatchObject({ promptTokens: 90, outputTokens: 30 });
  });

  it('mixes the classes of the configuration, in equal parts where it does not say', () => {
    const classes = { chat: { prompt_tokens: 10 }, code: { prompt_tokens: 200, output_tokens: 20 } };
    const mixOf = (mix?: Record<string, number>) =>
      mixedWorkload.steps(scenarioInput(mix === undefined ? {} : { mix }, { classes, load: { ratePerSecond: 1 } }))[0]
        ?.classes;
    expect(mixOf({ code: 0.25, chat: 0.75 })).toEqual([
      { name: 'code', weight: 0.25, promptTokens: 200, outputTokens: 20 },
      { name: 'chat', weight: 0.75, promptTokens: 10, outputTokens: 50 },
    ]);
    expect(mixOf()?.map(({ weight }) => weight)).toEqual([0.5, 0.5]);
  });

  it('says what it mixes', () => {
    const { does } = plain(mixedWorkload, scenarioInput({}, { load: { ratePerSecond: 5 } }));
    expect(does).toBe(
      'Sends a mix at 5/s for 1 min: 60 % short (25 tokens in, 25 out), 30 % usual (50 tokens in, 50 out), 10 % long (100 tokens in, 100 out).',
    );
  });
});

describe('production/real_world_simulation', () => {
  const withTraffic = (traffic?: string, ratePerSecond?: number) =>
    scenarioInput(
      {},
      {
        load: {
          ...(traffic === undefined ? {} : { traffic }),
          ...(ratePerSecond === undefined ? {} : { ratePerSecond }),
        },
      },
    );

  it('keeps the busiest hour of a day at 70 % of the maximum', () => {
    // The shape has a sum of 11.85 over 24 hours, and a busiest hour of 1.
    for (const [traffic, kind] of [
      [undefined, { kind: 'builtInTrace', name: 'bursty-day' }],
      ['day', { kind: 'day' }],
    ] as const) {
      const [step] = afterSearch(realWorldSimulation, withTraffic(traffic), 100);
      expect(step?.traffic).toEqual(kind);
      expect(rateOf(step as ScenarioStep)).toBeCloseTo((70 * 11.85) / 24, 9);
    }
  });

  it('plays other traffic at 70 % of the maximum of requests as it has them', () => {
    const [search] = realWorldSimulation.steps(withTraffic('summarization'));
    expect(search).toMatchObject({ promptTokens: 200, outputTokens: 25 });
    const [step] = afterSearch(realWorldSimulation, withTraffic('summarization'), 100);
    expect(step).toMatchObject({
      level: { label: 'summarization, 70/s on the mean' },
      traffic: { kind: 'builtInTrace', name: 'summarization' },
      promptTokens: 50,
      outputTokens: 50,
    });
    expect(rateOf(step as ScenarioStep)).toBeCloseTo(70, 9);
  });

  it('takes a given rate for the mean', () => {
    const [step] = realWorldSimulation.steps(withTraffic('chat', 12));
    expect(step).toMatchObject({
      level: { label: 'chat, 12/s on the mean', ratePerSecond: 12 },
      load: { ratePerSecond: 12 },
    });
  });

  it('lets conversations go on within the context, with pauses that a short step has room for', () => {
    const conversations = (more: Partial<ScenarioInput>) =>
      realWorldSimulation.steps({ ...withTraffic('conversations', 1), ...more })[0]?.traffic;
    expect(conversations({ contextTokens: 1024, durationSeconds: 600 })).toEqual({
      kind: 'conversations',
      meanTurns: 4,
      mostTurns: 12,
      thinkSeconds: 10,
      mostContextTokens: 1024,
    });
    expect(conversations({ durationSeconds: 60 })).toMatchObject({ thinkSeconds: 2, mostContextTokens: 1200 });
    // The first prompt and three turns of 100 tokens before it.
    expect(realWorldSimulation.steps(withTraffic('conversations'))[0]).toMatchObject({
      promptTokens: 350,
      outputTokens: 50,
    });
  });

  it('plays a recording at its own rate without a search, or at the rate that is given', () => {
    const recording = { path: '/data/trace.csv', ratePerSecond: 4 };
    const steps = (ratePerSecond?: number) =>
      realWorldSimulation.steps({ ...withTraffic('trace.csv', ratePerSecond), recording });
    expect(steps()).toMatchObject([
      { level: { label: 'recording, 4/s on the mean' }, traffic: { kind: 'traceFile', path: '/data/trace.csv' } },
    ]);
    expect(steps(9)).toMatchObject([{ load: { ratePerSecond: 9 } }]);
  });

  it('draws the day that it plays', () => {
    const { does, phases, loadUnit } = plain(realWorldSimulation, withTraffic('day', 10));
    expect(does).toBe('Plays a working day in 1 min at 10/s on the mean, 20.3/s in its busiest hour.');
    expect(phases.map(({ name }) => name)).toEqual(['0–4 h', '4–8 h', '8–12 h', '12–16 h', '16–20 h', '20–24 h']);
    expect(phases.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0)).toBeCloseTo(60, 9);
    expect(phases.slice(1).map(({ from }) => from)).toEqual(phases.slice(0, -1).map(({ to }) => to));
    expect(phases[0]?.from).toBeCloseTo(phases.at(-1)?.to ?? 0, 9);
    expect(loadUnit).toBe('requests/s');
  });
});

/** A description with its spaces as they are typed. */
function plain(scenario: Scenario, input: ScenarioInput) {
  const described = scenario.describe(input);
  return { ...described, does: described.does.replaceAll('\u00a0', ' ') };
}
