import { describe, expect, it } from 'vitest';
import type { StepResult } from '../../../../core/contract/resultDocument.ts';
import type { HeadlineFigure } from '../../../../core/scenarios/ScenarioAnswer.ts';
import { scenarioNamed } from '../../../../core/scenarios/scenarios.ts';
import { answerChartsOf } from '../../../../renderer/features/results/answers/answerCharts.ts';
import { classTable } from '../../../../renderer/features/results/answers/classTable.ts';
import { errorParts, errorsOfSecond } from '../../../../renderer/features/results/answers/errorParts.ts';
import { phaseTable } from '../../../../renderer/features/results/answers/phaseTable.ts';
import { turnCurves } from '../../../../renderer/features/results/answers/turnCurves.ts';
import { headlines } from '../../../../renderer/features/results/headlines.ts';
import { groupSteps } from '../../../../renderer/features/results/StepList.tsx';
import { stepsOfCell, stepsOfCurve } from '../../../../renderer/features/results/stepsOfCurve.ts';
import {
  burstStep,
  efficiencySteps,
  mixStep,
  profileStep,
  realStep,
  scalingSteps,
  stressStep,
} from '../helpers/exampleScenarios.ts';
import { stepResultFor } from '../helpers/stepResultFor.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

function scenarioHeadlines(step: StepResult): HeadlineFigure[] {
  return scenarioNamed(step.scenario).answer.headlines?.(step) ?? [];
}

function told(step: StepResult): string[] {
  return scenarioHeadlines(step).map(({ name, figure, note }) =>
    plain(
      'absent' in figure
        ? `${name}: ${figure.absent}`
        : `${[`${name}: ${figure.number}`, figure.unit, figure.interval].filter(Boolean).join(' ')} (${note ?? ''})`,
    ),
  );
}

describe('the large numbers of a scenario', () => {
  it('are its answer with the interval, and what it rests on', () => {
    expect(told(burstStep())).toEqual([
      'Recovery: 1.5 s [1.2, 1.9] (back to 65.0 ms, p95 of the base)',
      'Late: 31 requests (and 4 shed)',
    ]);
    expect(told(mixStep())).toEqual(['Interference, worst: 1.42 times [1.31, 1.55] (chat, against alone)']);
    expect(told(realStep())).toEqual(['Objective met: 91.0 % [88.0, 93.0] (latencyMs.p95<=60, 95.0 % wanted)']);
    expect(efficiencySteps().map(told)).toEqual([
      [],
      [],
      ['Memory per request: 2.00 MiB [1.90, 2.10] (over 1.00 GiB with none in flight)'],
    ]);
  });

  it('say why there is none', () => {
    expect(told(stressStep())[1]).toBe(
      'Recovery: not measured: latency was not back inside the base before the step ended',
    );
    expect(told(profileStep())).toEqual(['Memory growth: not measured: 8.0 s of 60 s']);
    expect(told(burstStep({ recovery: undefined, burst: undefined }))).toEqual([]);
  });

  it('take the places of the farthest percentiles', () => {
    const names = (step: StepResult): string[] => headlines(step).map(({ name }) => name);
    expect(names(burstStep())).toEqual([
      'Recovery',
      'Late',
      'Latency p50',
      'Latency p95',
      'Throughput',
      'Memory, peak',
    ]);
    const failing = { ...burstStep().requests, failed: 5 };
    expect(names(burstStep({ requests: failing }))).toEqual([
      'Failed',
      'Recovery',
      'Late',
      'Latency p95',
      'Throughput',
      'Memory, peak',
    ]);
    expect(names(stepResultFor('a'))).toEqual([
      'Latency p50',
      'Latency p95',
      'Latency p99',
      'Latency p99.9',
      'Throughput',
      'Memory, peak',
    ]);
  });

  it('are invalid in tone where a wanted share is missed or memory does not suffice', () => {
    expect(scenarioHeadlines(realStep())[0]?.tone).toBe('invalid');
    expect(scalingSteps().map((step) => scenarioHeadlines(step)[0]?.tone)).toEqual([
      undefined,
      undefined,
      undefined,
      'invalid',
      undefined,
      undefined,
    ]);
  });
});

describe('the charts of a scenario', () => {
  it('are for the steps that have what they draw', () => {
    expect(answerChartsOf(burstStep())).toBeDefined();
    const level = stepResultFor('level', { scenario: 'throughput/burst_handling' });
    expect(answerChartsOf(level)).toBeUndefined();
    expect(answerChartsOf(stepResultFor('a'))).toBeUndefined();
    expect(answerChartsOf(mixStep())?.beside).toBeDefined();
    const inOneTurn = realStep({ classes: undefined });
    expect(answerChartsOf(inOneTurn)?.answer).toBeDefined();
    expect(answerChartsOf(inOneTurn)?.beside).toBeUndefined();
  });

  it('rest on the steps of the same target, model and scenario', () => {
    const steps = [...scalingSteps(), burstStep(), stepResultFor('other', { target: 'dummy' })];
    const [first] = steps;
    expect(first === undefined ? [] : stepsOfCell(steps, first)).toHaveLength(6);
  });

  it('draw no curve over levels where there are none', () => {
    const steps = scalingSteps();
    const [first] = steps;
    if (first === undefined) throw new Error('the example is empty');
    expect(stepsOfCurve(steps, first)).toEqual([first]);
    const alone = mixStep();
    expect(stepsOfCurve([alone, mixStep()], alone)).toEqual([alone]);
  });
});

describe('the tables beside them', () => {
  it('have a row for each phase and no column that nothing fills', () => {
    const table = phaseTable(burstStep(), 'load');
    expect(table.columns.map(({ title }) => title)).toEqual([
      'Phase',
      'Time',
      'Offered',
      'Completed',
      'p50',
      'p95',
      'Late',
      'Failed',
      'Never sent',
    ]);
    expect(table.rows[2]?.map(({ text }) => plain(text))).toEqual([
      'Burst',
      '2.0 s',
      '30.0/s',
      '20.0/s',
      '200 ms',
      '260 ms',
      '90.0 %',
      '1',
      '3',
    ]);
    expect(table.rows[3]?.[2]?.text).toBe('none');
    expect(phaseTable(profileStep(), 'memory').columns.map(({ title }) => title)).toEqual([
      'Phase',
      'Time',
      'Mean',
      'Peak',
    ]);
  });

  it('have a row for each class, and why it has no interference', () => {
    const { columns, rows } = classTable(mixStep().classes ?? []);
    expect(columns.at(-1)?.title).toBe('In the mix / alone');
    expect(rows.map((row) => row.at(-1)?.text)).toEqual([
      '1.420 [1.310, 1.550]',
      'not measured: it had 3 requests alone',
    ]);
    expect(classTable(realStep().classes ?? []).columns.at(-1)?.title).toBe('p99');
  });

  it('put rare kinds of errors together', () => {
    const step = stressStep();
    expect(errorParts(step).map(({ name }) => name)).toEqual([
      'time-out',
      'http 503',
      'connection refused',
      '1 other kind',
      'never sent',
    ]);
    const sixth = step.series?.[6];
    expect(sixth === undefined ? [] : errorsOfSecond(sixth, step)).toEqual([4, 3, 1, 1, 2]);
    const calm = step.series?.[1];
    expect(calm === undefined ? [] : errorsOfSecond(calm, step)).toEqual([0, 0, 0, 0, 0]);
  });

  it('count turns by their place', () => {
    expect(
      turnCurves(realStep().classes ?? []).map(({ name, points }) => [
        name,
        points.map(({ level, value }) => [level, value]),
      ]),
    ).toEqual([
      [
        'p95',
        [
          [1, 65],
          [2, 117],
        ],
      ],
      [
        'p50',
        [
          [1, 50],
          [2, 90],
        ],
      ],
    ]);
  });
});

describe('a step that was not tried', () => {
  it('is found by that and not by a verdict', () => {
    const found = (words: string): string[] =>
      groupSteps(scalingSteps(), words).flatMap(({ steps }) => steps.map(({ id }) => id));
    expect(found('not tried')).toEqual(['8 64 4']);
    expect(found('suspect')).toHaveLength(5);
  });
});
