import { audioRule } from './audioRule.ts';
import type { InputRule } from './InputRule.ts';
import { imageRule } from './imageRule.ts';
import { lengthRule } from './lengthRule.ts';
import { maskRule } from './maskRule.ts';
import { pastRule } from './pastRule.ts';
import { positionRule } from './positionRule.ts';
import { sampleRateRule } from './sampleRateRule.ts';
import { stateRule } from './stateRule.ts';
import { tokenRule } from './tokenRule.ts';
import { tokenTypeRule } from './tokenTypeRule.ts';

/** In order: the first that knows an input decides. Names come before shapes, since they say more. */
export const inputRules: readonly InputRule[] = [
  pastRule,
  sampleRateRule,
  maskRule,
  positionRule,
  tokenTypeRule,
  lengthRule,
  tokenRule,
  stateRule,
  audioRule,
  imageRule,
];
