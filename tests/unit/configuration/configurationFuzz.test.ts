import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateConfiguration } from '../../../core/configuration/validateConfiguration.ts';
import {
  type ConfigurationTexts,
  configurationTexts,
  damagedConfiguration,
} from '../../fixtures/configuration/damagedConfiguration.ts';

/** As many in both runs as are done within a second or two; tests/long has the long form. */
const numRuns = 300;

function holds(texts: ConfigurationTexts): void {
  const outcome = validateConfiguration(texts, ['plans.json']);
  if ('configuration' in outcome) return;
  expect(outcome.problems.length).toBeGreaterThan(0);
  for (const { file, path, value, message, remedy } of outcome.problems) {
    for (const text of [file, value, message, remedy]) expect(text).not.toBe('');
    expect(path).toBeTypeOf('string');
  }
}

describe('a damaged configuration', () => {
  it('is valid or has problems with file, path, value and remedy; it never throws', () => {
    const bundled = configurationTexts();
    if (bundled === undefined) throw new Error('there is no bundled configuration');
    holds(bundled);
    fc.assert(fc.property(damagedConfiguration(bundled), holds), { numRuns, seed: 26 });
  });

  const older = configurationTexts(resolve(import.meta.dirname, '../../../../shared/seed/config'));
  it.skipIf(older === undefined)('does so where it was written for the older version', () => {
    if (older !== undefined) fc.assert(fc.property(damagedConfiguration(older), holds), { numRuns, seed: 26 });
  });
});
