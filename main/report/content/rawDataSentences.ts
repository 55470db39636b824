import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { displayText } from '../displayText.ts';

/** Of a sentence that says what is damaged: it names the step, its checksums and what is shown instead. */
const longestDamage = 600;

/** Where a run's raw data are, how to write them out, and the hash that names them. */
interface RawData {
  sentences: string[];
  command: string;
  hash?: string;
}

export function rawDataSentences({ run }: ResultDocument): RawData {
  return {
    sentences: [
      ...(run.damage ?? []).map((sentence) => displayText(sentence, longestDamage)),
      `Every figure here is derived from the request records of run ${formatCount(run.number)}, which stand in the data directory of the machine that measured.`,
      'The JSON format holds every figure with full precision, the points of each chart among them; CSV has one row a step.',
    ],
    command: `inferneo-bench report --run ${run.number} --format json,csv --out .`,
    ...(run.recordsHash === undefined ? {} : { hash: displayText(run.recordsHash) }),
  };
}
