import { objectiveSentences } from '../../../core/analysis/slo/objectiveWords.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { endSentence } from '../../../core/format/endSentence.ts';
import { displayText } from '../displayText.ts';

/** What stands under the objectives of a step: goodput, the highest level that met them, what a dagger means. */
export function objectiveNotes(step: StepResult): string[] {
  const isMarked = step.slo?.some(({ belowFloor }) => belowFloor === true) === true;
  return [
    ...objectiveSentences(step).map((sentence) => endSentence(displayText(sentence))),
    ...(isMarked ? ['† below its sample floor.'] : []),
  ];
}
