import { describe, expect, it } from 'vitest';
import { phaseLines, sketchPath } from '../../../../renderer/features/plan/DescriptionsPane.tsx';
import { planTraits } from '../../../../renderer/features/plan/LoadFields.tsx';
import { needsConfirmation } from '../../../../renderer/features/plan/PlanScreen.tsx';
import { plannedStepFor } from '../helpers/plannedStepFor.ts';

describe('the sketch of a load', () => {
  const phases = [
    { name: 'ramp', durationSeconds: 5, from: 10, to: 100 },
    { name: 'peak', durationSeconds: 1, from: 100, to: 100 },
    { name: 'recovery', durationSeconds: 4, from: 10, to: 10 },
  ];

  it('has its parts as wide as they are long and as high as their load', () => {
    expect(sketchPath(phases)).toEqual({
      area: 'M0 100L0 90.6L50 6L50 6L60 6L60 90.6L100 90.6L100 100Z',
      edges: [50, 60],
    });
  });

  it('is flat for no load and nothing for no time', () => {
    expect(sketchPath([{ name: 'idle', durationSeconds: 2, from: 0, to: 0 }]).area).toBe(
      'M0 100L0 100L100 100L100 100Z',
    );
    expect(sketchPath([{ name: 'load', durationSeconds: 0, from: 0, to: 0 }])).toEqual({ area: '', edges: [] });
  });

  it('says each part in words', () => {
    expect(phaseLines(phases, '% of the maximum')).toEqual([
      { name: 'Ramp', duration: '5.0\u00a0s', load: '10\u00a0% to 100\u00a0% of the maximum' },
      { name: 'Peak', duration: '1.0\u00a0s', load: '100\u00a0% of the maximum' },
      { name: 'Recovery', duration: '4.0\u00a0s', load: '10\u00a0% of the maximum' },
    ]);
    const idle = [{ name: 'idle', durationSeconds: 3, from: 0, to: 0 }];
    expect(phaseLines(idle, 'in flight')[0]?.load).toBe('nothing in flight');
    expect(phaseLines(idle, 'requests/s')[0]?.load).toBe('0/s');
  });
});

describe('what Plan asks for', () => {
  it('shows the traffic of a simulation, and keeps one that was typed in sight', () => {
    expect(planTraits([plannedStepFor(0)], {}).traffic).toBe(false);
    expect(planTraits([plannedStepFor(0, { scenario: 'production/real_world_simulation' })], {}).traffic).toBe(true);
    expect(planTraits([], { traffic: 'day' }).traffic).toBe(true);
  });

  it('asks before more than an hour is spent', () => {
    expect(needsConfirmation({ totalSeconds: 3600 })).toBe(false);
    expect(needsConfirmation({ totalSeconds: 3601 })).toBe(true);
  });
});
