import type { InputRule } from './InputRule.ts';

/** Keys and values of earlier tokens: a request begins with none. */
export const pastRule: InputRule = ({ name }) =>
  /^past|past_key|past_value/.test(name)
    ? { fill: { kind: 'constant', value: 0 }, openSize: () => 0, rule: 'past keys and values by its name, empty' }
    : null;
