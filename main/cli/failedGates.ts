import type { ResultDocument } from '../../core/contract/resultDocument.ts';

/** What a run is to fail on although it was carried out. */
export interface Gates {
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
