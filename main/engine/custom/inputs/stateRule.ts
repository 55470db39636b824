import { type InputRule, isFloat } from './InputRule.ts';

/** The memory of a recurrent model: empty at first. */
export const stateRule: InputRule = ({ name, type }) =>
  isFloat(type) && /^(state|h|c|h_?0|c_?0|h_in|c_in|hidden(_state)?|cell(_state)?)$/.test(name)
    ? { fill: { kind: 'constant', value: 0 }, openSize: () => 1, rule: 'a state by its name, 0 throughout' }
    : null;
