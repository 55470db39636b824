import { type InputDecision, isFloat, openLength, type RuleInput } from './InputRule.ts';

/** Whatever no other rule knows, by its type alone. */
export function generalRule({ type }: RuleInput): InputDecision {
  const openSize = (): number => openLength;
  if (isFloat(type)) {
    return { fill: { kind: 'uniform', minimum: -1, maximum: 1 }, openSize, rule: 'floats, drawn from −1 to 1' };
  }
  if (type === 'bool')
    return { fill: { kind: 'uniform', minimum: 0, maximum: 1 }, openSize, rule: 'true or false, drawn' };
  if (type === 'string') {
    return {
      fill: { kind: 'uniform', minimum: 0, maximum: 999 },
      openSize,
      rule: 'texts, numbers drawn from 0 to 999',
    };
  }
  return { fill: { kind: 'uniform', minimum: 0, maximum: 1 }, openSize, rule: 'whole numbers, drawn from 0 to 1' };
}
