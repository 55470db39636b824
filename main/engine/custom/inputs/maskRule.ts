import { type InputRule, openLength } from './InputRule.ts';

/** Attention and padding masks: everything is seen. */
export const maskRule: InputRule = ({ name, type }) =>
  type !== 'string' && /mask/.test(name)
    ? { fill: { kind: 'constant', value: 1 }, openSize: () => openLength, rule: 'a mask by its name, 1 throughout' }
    : null;
