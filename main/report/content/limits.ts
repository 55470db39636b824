import { isSynthetic } from '../../../core/analysis/isSynthetic.ts';
import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { shortName } from '../displayText.ts';
import { gpuAbsence } from './machineWords.ts';

/** What a reader might take from the numbers and must not, in sentences. */
export function limits({ run, steps }: ResultDocument): string[] {
  const models = [...new Set(steps.map(({ model }) => model))];
  const lengths = [...new Set(steps.flatMap(({ load }) => lengthWords(load.promptTokens, load.outputTokens)))];
  const what = models.length === 1 ? 'one model' : `${formatCount(models.length)} models`;
  const tokens = lengths.length === 1 ? `, ${lengths[0]}` : '';
  const gpu = gpuAbsence(run.fingerprint);
  const sentences = [`One machine, ${what}${tokens}: other models, lengths and machines were not measured.`];
  if (steps.length === 0) return ['Nothing about speed: no step was measured.'];
  if (steps.every(({ load }) => load.loop === 'closed')) {
    sentences.push(
      'A closed loop sends the next request when one ends: users who arrive on their own schedule wait longer once the server is busy.',
    );
  }
  if (gpu !== undefined) sentences.push(`No GPU was measured: ${gpu}.`);
  if (steps.some((step) => step.latencyMs?.belowFloor.length)) {
    sentences.push('Percentiles marked † rest on too few requests to be quoted or compared.');
  }
  const synthetic = [...new Set(steps.filter((step) => isSynthetic(step, run.fingerprint)).map(({ model }) => model))];
  if (synthetic.length > 0) {
    sentences.push(
      `The weights of ${synthetic.map(shortName).join(' and ')} are synthetic: nothing is said about the quality of their text.`,
    );
  }
  return sentences;
}

function lengthWords(promptTokens: number | undefined, outputTokens: number | undefined): string[] {
  if (promptTokens === undefined || outputTokens === undefined) return [];
  return [`${formatCount(promptTokens)} tokens in and ${formatCount(outputTokens)} out`];
}
