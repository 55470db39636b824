import { type InputRule, isInteger, openLength } from './InputRule.ts';

/** Places of tokens in their sequence. */
export const positionRule: InputRule = ({ name, type }) =>
  isInteger(type) && /position/.test(name)
    ? { fill: { kind: 'positions' }, openSize: () => openLength, rule: 'positions by its name, 0, 1, 2 and on' }
    : null;
