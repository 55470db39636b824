import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLocation, parseLocation } from '../../../../renderer/state/location.ts';

describe('the address of a screen', () => {
  it('reads screens, runs and steps', () => {
    expect(parseLocation('#/plan')).toEqual({ screen: 'plan' });
    expect(parseLocation('#/results/run-7/step-2')).toEqual({ screen: 'results', runId: 'run-7', stepId: 'step-2' });
  });

  it('reads back whatever it writes', () => {
    const name = fc.string({ minLength: 1, maxLength: 30, unit: 'binary' });
    fc.assert(
      fc.property(fc.constantFrom('plan', 'results'), name, name, (screen, runId, stepId) => {
        const location = { screen, runId, stepId };
        expect(parseLocation(formatLocation(location))).toEqual(location);
      }),
    );
  });
});
