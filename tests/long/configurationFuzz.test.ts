import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateConfiguration } from '../../core/configuration/validateConfiguration.ts';
import { configurationTexts, damagedConfiguration } from '../fixtures/configuration/damagedConfiguration.ts';

describe('configuration under random damage', () => {
  it('is valid or has problems with file, value and remedy; it never throws', () => {
    const bundled = configurationTexts();
    if (bundled === undefined) throw new Error('there is no bundled configuration');
    fc.assert(
      fc.property(damagedConfiguration(bundled), (texts) => {
        const outcome = validateConfiguration(texts);
        if ('configuration' in outcome) return;
        expect(outcome.problems.length).toBeGreaterThan(0);
        for (const { file, value, message, remedy } of outcome.problems) {
          for (const text of [file, value, message, remedy]) expect(text).not.toBe('');
        }
      }),
      { numRuns: 50_000 },
    );
  });
});
