import { type InputRule, isInteger, openLength } from './InputRule.ts';

/** Which of two texts a token belongs to: all to the first. */
export const tokenTypeRule: InputRule = ({ name, type }) =>
  isInteger(type) && /token_?type|segment/.test(name)
    ? {
        fill: { kind: 'constant', value: 0 },
        openSize: () => openLength,
        rule: 'token types by its name, 0 throughout',
      }
    : null;
