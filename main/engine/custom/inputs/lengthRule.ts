import { type InputRule, isInteger, openLength } from './InputRule.ts';

/** How long each item of a batch is: as long as other inputs are made. */
export const lengthRule: InputRule = ({ name, type }) =>
  isInteger(type) && /length|_len(s)?$/.test(name)
    ? {
        fill: { kind: 'constant', value: openLength },
        openSize: () => 1,
        rule: `a length by its name, ${openLength} throughout`,
      }
    : null;
