import type { ResultDocument } from '../../core/contract/resultDocument.ts';
import type { ValueReader } from './options/ValueReader.ts';

/** What a run is to fail on although it was carried out. */
interface Gates {
  /** A step no better than this; `suspect` includes `invalid`. */
  verdict: 'suspect' | 'invalid' | undefined;
  /** A service-level objective that is missed, or of which nobody knows: a gate that nothing proves is not passed. */
  slo: boolean;
}

/**
 * Why a run does not pass its gates, a sentence for each that fails; none when it passes. A step that was not tried is no
 * worse than one that was not planned.
 */
export function failedGates({ steps }: ResultDocument, { verdict, slo }: Gates): string[] {
  const failed: string[] = [];
  const doubtful = numbersOf(
    steps.map(
      ({ validity, skipped }) =>
        skipped === undefined && (validity.verdict === 'invalid' || validity.verdict === verdict),
    ),
  );
  if (verdict !== undefined && doubtful.length > 0) {
    failed.push(
      `--fail-on ${verdict}: ${doubtful.join(', ')} ${doubtful.length === 1 ? 'is' : 'are'} not better than that.`,
    );
  }
  const missing = numbersOf(
    steps.map(
      ({ slo: objectives, skipped }) =>
        skipped === undefined && (objectives === undefined || objectives.some(({ met }) => met !== true)),
    ),
  );
  if (slo && missing.length > 0) {
    failed.push(
      `--fail-on slo: ${missing.join(', ')} missed an objective, or ${missing.length === 1 ? 'it' : 'one'} could not be measured.`,
    );
  }
  return failed;
}

function numbersOf(hits: readonly boolean[]): string[] {
  return hits.flatMap((hit, index) => (hit ? [`step ${index + 1}`] : []));
}

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
