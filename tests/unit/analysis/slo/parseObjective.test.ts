import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Objective,
  objectiveComparisons,
  objectiveDistributions,
  objectiveProblems,
  objectiveRates,
  parseObjective,
} from '../../../../core/objectives/Objective.ts';

function read(text: string): Objective {
  const parsed = parseObjective(text);
  if ('failure' in parsed) throw new Error(parsed.failure.reason);
  return parsed.objective;
}

function told(text: string): string {
  const parsed = parseObjective(text);
  return 'failure' in parsed ? `${parsed.failure.reason} | ${parsed.failure.remedy}` : 'it was read';
}

describe('parseObjective', () => {
  it.each<[string, Omit<Objective, 'text'>]>([
    [
      'ttftMs.p95<=200',
      { metric: { kind: 'distribution', distribution: 'ttftMs', estimate: 'p95' }, comparison: '<=', limit: 200 },
    ],
    [
      ' latencyMs.mean < 12.5 ',
      { metric: { kind: 'distribution', distribution: 'latencyMs', estimate: 'mean' }, comparison: '<', limit: 12.5 },
    ],
    [
      'throughput.requestsPerSecond>=1e3',
      { metric: { kind: 'rate', rate: 'requestsPerSecond' }, comparison: '>=', limit: 1000 },
    ],
    ['errorRate<=0.01', { metric: { kind: 'errorRate' }, comparison: '<=', limit: 0.01 }],
    ['errorRate<=.5', { metric: { kind: 'errorRate' }, comparison: '<=', limit: 0.5 }],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toEqual({ text, ...expected });
  });

  it('reads every metric with every comparison and any limit from 0', () => {
    const metric = fc.oneof(
      fc.tuple(fc.constantFrom(...objectiveDistributions), fc.constantFrom('p50', 'p90', 'p95', 'p99', 'p999', 'mean')),
      fc.tuple(fc.constant('throughput'), fc.constantFrom(...objectiveRates)),
    );
    const limit = fc.double({ min: 0, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(metric, fc.constantFrom(...objectiveComparisons), limit, (names, comparison, value) => {
        expect(read(`${names.join('.')}${comparison}${value}`)).toMatchObject({ comparison, limit: value });
      }),
    );
  });

  it.each([
    ['ttftMs.p95', 'has no comparison', 'ttftMs.p95<=200'],
    ['ttftMs.p95=200', 'has "=" for a comparison', 'one of <= < >= >'],
    ['ttftMs.p95=<200', 'has "=<" for a comparison', 'one of <= < >= >'],
    ['ttftMs.p95≤200', 'has "≤" for a comparison', 'one of <= < >= >'],
    ['10<latencyMs.p50<20', 'has "<" and "<" for a comparison', 'a metric, one of'],
    ['<=200', 'names no metric', 'ttftMs.p95<=200'],
    ['ttftMs<=200', 'does not say which figure of ttftMs', 'ttftMs.p95<=200'],
    ['tftMs.p95<=200', 'has no known metric: "tftMs.p95"', 'Did you mean ttftMs.p95'],
    ['constructor<=1', 'has no known metric: "constructor"', 'errorRate'],
    ['latencyMs.p95<=200ms', 'has "200ms" for a limit', 'no unit, in milliseconds: latencyMs.p95<=200.'],
    ['latencyMs.p95<=', 'has no limit', 'latencyMs.p95<=200'],
    ['latencyMs.p95<=-1', 'has "-1" for a limit', 'a number from 0'],
    ['latencyMs.p95<=Infinity', 'has "Infinity" for a limit', 'a number from 0'],
    ['latencyMs.p95<=0x10', 'has "0x10" for a limit', 'a number from 0'],
    ['errorRate<=1%', 'has "1%" for a limit', 'errorRate<=0.01'],
    ['errorRate<=2', 'has a limit of 2', '1 % is 0.01'],
    ['throughput.requestPerSecond>=5', 'has no known metric', 'Did you mean throughput.requestsPerSecond'],
  ])('tells of %s what is wrong, and what would be right', (text, reason, remedy) => {
    expect(told(text)).toContain(`the service-level objective ${JSON.stringify(text)} ${reason}`);
    expect(told(text)).toContain(remedy);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80, unit: 'binary' }), (text) => {
        expect(parseObjective(text)).toBeTypeOf('object');
      }),
    );
  });

  it('gives a plan an error for each objective that it cannot read', () => {
    expect(objectiveProblems(['errorRate<=0.01', 'speed>3', 'ttftMs<=1'])).toMatchObject([
      { severity: 'error', path: 'slos[1]', value: 'speed>3' },
      { severity: 'error', path: 'slos[2]', value: 'ttftMs<=1' },
    ]);
    expect(objectiveProblems(undefined)).toEqual([]);
  });
});
