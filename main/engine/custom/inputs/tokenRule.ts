import { type InputRule, isInteger, openLength } from './InputRule.ts';

/** Tokens that nearly every vocabulary has, where the model's own cannot be told. */
const fallbackVocabulary = 1000;

/** Tokens of a text. */
export const tokenRule: InputRule = ({ name, type, vocabulary }) => {
  if (!isInteger(type) || !(/(^|_)ids?$|tokens?$|^text$/.test(name) || vocabulary !== undefined)) return null;
  const highest = (vocabulary ?? fallbackVocabulary) - 1;
  const reason = vocabulary === undefined ? 'by its name' : 'by the table it looks up in';
  return {
    fill: { kind: 'uniform', minimum: 0, maximum: Math.max(0, highest) },
    openSize: () => openLength,
    rule: `token ids ${reason}, drawn from 0 to ${highest}`,
  };
};
