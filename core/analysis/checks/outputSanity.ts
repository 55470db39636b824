import type { ValidityCheck } from '../ValidityCheck.ts';

/** A few odd outputs may be the model's; more than one in a hundred changes what the figures mean. */
const failShare = 0.01;
/** With fewer outputs, that all are the same may be chance. */
const fewestToCompare = 10;

export const outputSanity: ValidityCheck = {
  id: 'output-sanity',
  question: 'Did the target really produce what was asked for?',
  definition:
    'Successful replies are looked at: an empty one, or one with fewer tokens than asked for, warns, and more than 1 % of them fails; so does one and the same output for ten or more different prompts when outputs are sampled.',
  remedy: 'Look at the outputs: the target may stop early, answer from a cache, or not run the model at all.',
  complaint: 'outputs are not what was asked for',
  evaluate({ outputs }) {
    if (outputs === undefined) return { status: 'skipped', detail: 'no output to look at' };
    const { seen, empty, short, distinct, tokensWanted, isSampled } = outputs;
    if (seen === 0) return { status: 'skipped', detail: 'no output' };
    if (isSampled && distinct === 1 && seen >= fewestToCompare) {
      return { status: 'fail', detail: `${seen} outputs, all the same` };
    }
    const odd = empty + short;
    if (odd === 0) return { status: 'pass', detail: `${tokensWanted} tokens each` };
    const detail = empty > 0 ? `${empty} of ${seen} empty` : `${short} of ${seen} shorter than ${tokensWanted} tokens`;
    return { status: odd / seen > failShare ? 'fail' : 'warn', detail };
  },
};
