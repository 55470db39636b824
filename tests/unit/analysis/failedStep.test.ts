import { describe, expect, it } from 'vitest';
import { validityChecks } from '../../../core/analysis/checks/validityChecks.ts';
import { failedStep } from '../../../core/analysis/emptyStep.ts';
import { stepResult } from '../../../core/contract/resultDocument.ts';
import { stepOf } from './measurements.ts';

describe('failedStep', () => {
  const failure = { reason: 'The model cannot be loaded', remedy: 'Free some memory' };

  it('is an invalid result in which every check and figure says that the step did not begin', () => {
    const result = failedStep(
      stepOf(),
      failure,
      { present: true, driverVersion: '1', toolPath: 't', names: ['A'] },
      false,
    );
    expect(stepResult.parse(result)).toEqual(result);
    expect(result.validity.verdict).toBe('invalid');
    expect(result.validity.checks).toHaveLength(validityChecks.length);
    for (const { status, detail } of result.validity.checks)
      expect([status, detail]).toEqual(['skipped', 'the step did not begin']);
    for (const figure of [result.memory, result.cpu, result.gpu, result.network]) {
      expect(figure).toEqual({ absent: 'the step did not begin' });
    }
  });

  it('keeps the reason why there is no GPU', () => {
    const result = failedStep(stepOf(), failure, { present: false, reason: 'nvidia-smi is not on PATH' }, true);
    expect(result).toMatchObject({ gpu: { absent: 'nvidia-smi is not on PATH' }, interrupted: true, failure });
  });
});
