import type { Gates } from '../failedGates.ts';
import type { ValueReader } from './ValueReader.ts';

const known = 'suspect, invalid or slo';

/** Reads `--fail-on`, once or several times, several in one with commas. */
export function readGates(reader: ValueReader, slos: readonly string[]): Gates {
  const texts = reader.list('fail-on');
  if (texts.length === 0 && reader.texts('fail-on').length > 0) {
    reader.problems.push(`--fail-on is empty. Write ${known}.`);
  }
  for (const text of texts) {
    if (text === 'suspect' || text === 'invalid' || text === 'slo') continue;
    reader.problems.push(
      text === 'regression'
        ? `--fail-on regression: comparisons come with a later version. Write ${known}.`
        : `--fail-on is "${text}". Write ${known}.`,
    );
  }
  if (texts.includes('slo') && slos.length === 0) {
    reader.problems.push(
      "--fail-on slo has nothing to fail on: there is no objective. Give one, such as --slo 'ttftMs.p95<=200'.",
    );
  }
  return {
    verdict: texts.includes('suspect') ? 'suspect' : texts.includes('invalid') ? 'invalid' : undefined,
    slo: texts.includes('slo'),
  };
}
