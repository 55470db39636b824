import { formatCount } from '../../format/numbers.ts';
import type { ValidityCheck } from '../ValidityCheck.ts';

/** A few odd outputs may be the model's; more than one in a hundred changes what the figures mean. */
const failShare = 0.01;
/** With fewer outputs, that all are the same may be chance. */
const fewestToCompare = 10;

export const outputSanity: ValidityCheck = {
  id: 'output-sanity',
  question: 'Did the target really produce what was asked for?',
  definition:
    'Outputs of successful requests are looked at: an empty one, or one with fewer tokens than asked for, warns, and more than 1 % of them fails; so does one and the same output for ten or more requests when outputs are sampled. Of a model without tokens, an output with a number that is not finite is a failed request, and one and the same output for ten or more inputs warns.',
  remedy: 'Look at the outputs: the target may stop early, answer from a cache, or not run the model at all.',
  complaint: 'outputs are not what was asked for',
  evidenceComes: 'at the end',
  evaluate({ outputs }) {
    if (outputs === undefined) return { status: 'skipped', detail: 'no output to look at' };
    const { seen, empty, short, distinct, tokensWanted, isSampled } = outputs;
    if (seen === 0) return { status: 'skipped', detail: 'no output' };
    if (tokensWanted === 0) return ofNumbers(seen, distinct);
    if (isSampled && distinct === 1 && seen >= fewestToCompare) {
      const detail = `${formatCount(seen)} outputs, all the same`;
      return { status: 'fail', detail, explanation: `there were ${detail}, where a sampled model would vary` };
    }
    if (empty + short === 0) return { status: 'pass', detail: `${formatCount(tokensWanted)} tokens each` };
    const of = `of ${formatCount(seen)}`;
    const findings = [
      ...(empty > 0 ? [`${formatCount(empty)} ${of} empty`] : []),
      ...(short > 0 ? [`${formatCount(short)} ${of} shorter than ${formatCount(tokensWanted)} tokens`] : []),
    ];
    // The worse of the two counts, not their sum: an empty output may also have been counted as short.
    const oddShare = Math.max(empty, short) / seen;
    return {
      status: oddShare > failShare ? 'fail' : 'warn',
      detail: findings.join(', '),
      explanation: `of the outputs, ${findings.join(' and ')}`,
    };
  },
};

/** Outputs of a pass of a graph: that they are finite is seen request by request. */
function ofNumbers(seen: number, distinct: number): ReturnType<ValidityCheck['evaluate']> {
  if (distinct === 1 && seen >= fewestToCompare) {
    const detail = `${formatCount(seen)} outputs, all the same`;
    return { status: 'warn', detail, explanation: `there were ${detail}: this model does not depend on its inputs` };
  }
  return { status: 'pass', detail: `${formatCount(seen)} outputs of finite numbers` };
}
