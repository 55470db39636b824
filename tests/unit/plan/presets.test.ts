import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../../main/run/plan/cells.ts';
import { resolvePlan } from '../../../main/run/plan/resolvePlan.ts';
import { bundledConfiguration } from './bundledConfiguration.ts';

const configuration = bundledConfiguration();
const presets = Object.entries(configuration.plans.plans);
const wordUnits: Readonly<Record<string, number>> = { minute: 60, minutes: 60, hour: 3600, hours: 3600 };

/** The seconds of "about a minute" or "about 3 hours". */
function toldSeconds(description = ''): number {
  const [, count = '', unit = ''] = /about (a|an|[\d.]+) (minutes?|hours?)/.exec(description) ?? [];
  return (/^an?$/.test(count) ? 1 : Number(count)) * (wordUnits[unit] ?? Number.NaN);
}

describe('bundled presets', () => {
  it('are Quick, Standard and Comprehensive', () => {
    expect(presets.map(([, { name }]) => name)).toEqual(['Quick', 'Standard', 'Comprehensive']);
  });

  it.each(presets)('%s takes as long as its description says, and can be run', (_id, preset) => {
    const request = { name: preset.name, cells: cellsOf(preset, configuration), load: preset.load ?? {}, seed: 42 };
    const { problems, estimate } = resolvePlan(request, configuration, 8 * 2 ** 30, new Map());
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    // Quick promises a minute of measuring, the others their whole time.
    const ofMeasuring = preset.description?.endsWith('of measuring.') === true;
    const seconds = ofMeasuring ? estimate.measuredSeconds : estimate.totalSeconds;
    const ratio = seconds / toldSeconds(preset.description);
    expect(ratio).toBeGreaterThan(0.85);
    expect(ratio).toBeLessThan(1.2);
  });
});
