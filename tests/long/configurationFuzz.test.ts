import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateConfiguration } from '../../core/configuration/validateConfiguration.ts';
import type { ConfigurationFileName } from '../../core/contract/configuration.ts';

const names: ConfigurationFileName[] = ['models.json', 'scenarios.json', 'environments.json', 'plans.json'];
const bundled = Object.fromEntries(
  names.map((name) => [name, readFileSync(join(resolve(import.meta.dirname, '../../config'), name), 'utf8')]),
) as Record<ConfigurationFileName, string>;

/** A file with a stretch of it cut out, repeated or replaced, as a slip of an editor leaves it. */
const damaged = fc
  .record({
    name: fc.constantFrom(...names),
    from: fc.nat(5000),
    length: fc.nat(40),
    replacement: fc.oneof(
      fc.string(),
      fc.constantFrom('', '"', '{', '[', 'null', '-1', '1e999', '"\\u0000"', '\uFEFF'),
    ),
  })
  .map(({ name, from, length, replacement }) => {
    const text = bundled[name];
    const at = from % text.length;
    return { ...bundled, [name]: text.slice(0, at) + replacement + text.slice(at + length) };
  });

describe('configuration under random damage', () => {
  it('is valid or has problems with file, value and remedy; it never throws', () => {
    fc.assert(
      fc.property(damaged, (texts) => {
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
