import type { Fingerprint, StepResult } from '../../../core/contract/resultDocument.ts';
import { fallbackSentence, providerName, weightsWord } from '../../../core/format/engineWords.ts';
import { qualitySentence } from '../../../core/format/qualityFigures.ts';
import { singleLine } from './singleLine.ts';

/** A line for each engine of a run, what it ran on, and one for each model whose quality was to be measured. */
export function variantLines(engines: Fingerprint['engines'], steps: readonly StepResult[]): string {
  const ran = engines.map(
    (engine) =>
      `${engine.model} ran on ${[
        engine.provider === undefined ? 'an unknown provider' : providerName(engine.provider),
        engine.device,
        engine.precision,
        engine.weights === undefined ? undefined : `weights: ${weightsWord(engine.weights)}`,
      ]
        .filter((part) => part !== undefined)
        .join(', ')}.`,
  );
  const fallbacks = engines.flatMap((engine) => fallbackSentence(engine) ?? []);
  const isOneTarget = new Set(steps.map(({ target }) => target)).size <= 1;
  const qualities = steps.flatMap(({ target, model, quality }) => {
    if (quality === undefined) return [];
    const whose = isOneTarget ? model : `${model} on ${target}`;
    return 'absent' in quality
      ? [`Quality of ${whose} was not measured: ${quality.absent}`]
      : [`Quality of ${whose} against ${quality.reference}: ${qualitySentence(quality)}`];
  });
  const lines = [...new Set([...ran, ...fallbacks, ...qualities].map(singleLine))];
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}
