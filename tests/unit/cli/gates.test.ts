import { describe, expect, it } from 'vitest';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { failedGates, readGates } from '../../../main/cli/gates.ts';
import { parseOptions } from '../../../main/cli/options/parseOptions.ts';
import { runOptions } from '../../../main/cli/options/runOptions.ts';
import { ValueReader } from '../../../main/cli/options/ValueReader.ts';
import { objectiveLines } from '../../../main/cli/output/runSummary.ts';

function read(...texts: string[]) {
  const flags = texts.map((text) => `--fail-on=${text}`);
  const reader = new ValueReader(parseOptions(flags, runOptions).values);
  return { gates: readGates(reader, ['errorRate<=0.01']), problems: reader.problems };
}

const step = (more: object): StepResult =>
  ({ validity: { verdict: 'valid', checks: [] }, ...more }) as unknown as StepResult;
const documentOf = (...steps: StepResult[]): ResultDocument => ({ steps }) as unknown as ResultDocument;
const met = { objective: 'errorRate<=0.01', value: 0, met: true };

describe('--fail-on', () => {
  it('takes gates one by one or with commas', () => {
    expect(read('invalid').gates).toEqual({ verdict: 'invalid', slo: false });
    expect(read('slo,suspect').gates).toEqual({ verdict: 'suspect', slo: true });
    expect(read('invalid', 'slo').gates).toEqual({ verdict: 'invalid', slo: true });
    expect(read().gates).toEqual({ verdict: undefined, slo: false });
  });

  it('says what is no gate, and when there is no objective to fail on', () => {
    expect(read('slow', 'regression', ',').problems).toEqual([
      '--fail-on is "slow". Write suspect, invalid or slo.',
      '--fail-on regression: comparisons come with a later version. Write suspect, invalid or slo.',
    ]);
    expect(read(',').problems).toEqual(['--fail-on is empty. Write suspect, invalid or slo.']);
    const reader = new ValueReader(parseOptions(['--fail-on', 'slo'], runOptions).values);
    readGates(reader, []);
    expect(reader.problems).toEqual([expect.stringContaining("Give one, such as --slo 'ttftMs.p95<=200'")]);
  });
});

describe('failedGates', () => {
  it('fails where an objective is missed, not measured, or absent from a step', () => {
    const gates = { verdict: undefined, slo: true } as const;
    expect(failedGates(documentOf(step({ slo: [met] })), gates)).toEqual([]);
    const missed = step({ slo: [met, { objective: 'latencyMs.p50<=1', value: 2, met: false }] });
    const unknown = step({ slo: [{ objective: 'ttftMs.p50<=1', absent: 'replies came whole' }] });
    expect(failedGates(documentOf(step({ slo: [met] }), missed, unknown, step({})), gates)).toEqual([
      '--fail-on slo: step 2, step 3, step 4 missed an objective, or one could not be measured.',
    ]);
  });

  it('passes over steps that were not tried', () => {
    const skipped = step({ skipped: { reason: 'less did not fit' }, validity: { verdict: 'invalid', checks: [] } });
    expect(failedGates(documentOf(step({ slo: [met] }), skipped), { verdict: 'suspect', slo: true })).toEqual([]);
  });

  it('fails on verdicts as asked, and on several gates at once', () => {
    const [valid, suspect, invalid] = (['valid', 'suspect', 'invalid'] as const).map((verdict) =>
      step({ validity: { verdict, checks: [] }, slo: [{ ...met, met: verdict === 'valid' }] }),
    ) as [StepResult, StepResult, StepResult];
    const failures = (verdict: 'suspect' | 'invalid' | undefined, slo: boolean, ...steps: StepResult[]) =>
      failedGates(documentOf(...steps), { verdict, slo }).length;
    expect(failures('invalid', false, valid, suspect)).toBe(0);
    expect(failures('invalid', false, invalid)).toBe(1);
    expect(failures('suspect', false, valid)).toBe(0);
    expect(failures('suspect', false, invalid)).toBe(1);
    expect(failures('suspect', true, suspect)).toBe(2);
    expect(failures(undefined, false, invalid)).toBe(0);
  });
});

describe('objectiveLines', () => {
  it('shows each objective with its value and unit, marks below the floor, and tells of goodput and level', () => {
    const lines = objectiveLines([
      step({
        slo: [
          { objective: 'latencyMs.p99<=200', value: 151.25, met: true, belowFloor: true },
          { objective: 'latencyMs.mean<=200', value: 'Infinity', met: false },
          { objective: 'errorRate<=0.01', value: 0.05, met: false },
          { objective: 'throughput.requestsPerSecond>=9', value: 10, met: true },
          { objective: 'ttftMs.p50<=1', absent: 'replies came whole' },
        ],
        throughput: { requestsPerSecond: 10, goodputPerSecond: 9.5 },
        concurrency: { maximum: 4 },
        load: { batchSize: 1 },
      }),
    ]);
    expect(lines.trim().split('\n')).toEqual([
      'Step  Objective                        Result        Measured',
      expect.stringMatching(/^1 {5}latencyMs\.p99<=200 +met {11}151\S*.ms †$/),
      expect.stringMatching(/latencyMs\.mean<=200 +missed +∞$/),
      expect.stringMatching(/errorRate<=0\.01 +missed +5\.0.%$/),
      expect.stringMatching(/throughput\.requestsPerSecond>=9 +met +10\S*\/s$/),
      expect.stringMatching(/ttftMs\.p50<=1 +not measured +not measured: replies came whole$/),
      expect.stringMatching(/^1 {5}goodput +9\.5\S*\/s of 10\S*\/s$/),
      'Goodput: requests that met every limit on one request. † below its sample floor: fewer requests than it needs.',
      'Step 1: Of the levels up to this one, 4 in flight is the highest that met every objective.',
    ]);
  });

  it('tells the highest level once for each scenario, by its last step', () => {
    const level = (scenario: string, maximum: number) =>
      step({ scenario, slo: [met], concurrency: { maximum }, load: { batchSize: 1 } });
    const lines = objectiveLines([level('a', 1), level('a', 2), level('b', 1)]);
    expect(lines.split('\n').filter((line) => line.includes('in flight'))).toEqual([
      'Step 2: Of the levels up to this one, 2 in flight is the highest that met every objective.',
      'Step 3: Of the levels up to this one, 1 in flight is the highest that met every objective.',
    ]);
  });

  it('is silent without objectives', () => {
    expect(objectiveLines([step({})])).toBe('');
  });
});
