import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { validityChecks } from '../../../core/analysis/checks/validityChecks.ts';
import { formatPercentileName } from '../../../core/format/latency.ts';
import { percentileIntervalFloor } from '../../../core/statistics/percentileInterval.ts';
import { reportedPercentiles } from '../../../core/statistics/percentiles.ts';
import { sampleFloor } from '../../../core/statistics/sampleFloor.ts';

const page = '../../../docs/MEASUREMENT.md';

/** Parts of the page that are made from the code, by the name in their markers. */
const sections: Record<string, string> = {
  'sample floors': [
    '| percentile | sample floor | fewest values for an interval |',
    '|---|---|---|',
    ...reportedPercentiles.map(
      ({ name, share }) =>
        `| ${formatPercentileName(name)} | ${sampleFloor(share)} | ${percentileIntervalFloor(share)} |`,
    ),
  ].join('\n'),
  'validity checks': validityChecks
    .map(({ id, question, definition, remedy }) =>
      [`#### ${id}`, question, definition, `*When it warns or fails*: ${remedy}`].join('\n\n'),
    )
    .join('\n\n'),
};

/** The page with a section's text between its markers replaced. */
function withSection(text: string, [name, section]: [string, string]): string {
  const begin = text.indexOf('-->', text.indexOf(`<!-- ${name}:`)) + '-->'.length;
  const end = text.indexOf(`<!-- end of ${name} -->`);
  if (!text.includes(`<!-- ${name}:`) || end < begin) throw new Error(`the page has no markers for "${name}"`);
  return `${text.slice(0, begin)}\n\n${section}\n\n${text.slice(end)}`;
}

describe('docs/MEASUREMENT.md', () => {
  // `npx vitest run --project unit tests/unit/docs -u` writes the sections anew after a change of a check or a floor.
  it('says of checks and floors what the code does', async () => {
    const text = readFileSync(new URL(page, import.meta.url), 'utf8');
    await expect(Object.entries(sections).reduce(withSection, text)).toMatchFileSnapshot(page);
  });
});
