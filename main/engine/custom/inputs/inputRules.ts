import { type InputDecision, type InputRule, isFloat, isInteger, openLength, type RuleInput } from './InputRule.ts';

/** Keys and values of earlier tokens: a request begins with none. */
const pastRule: InputRule = ({ name }) =>
  /^past|past_key|past_value/.test(name)
    ? { fill: { kind: 'constant', value: 0 }, openSize: () => 0, rule: 'past keys and values by its name, empty' }
    : null;

const sampleRateHertz = 16_000;

/** The rate of a sound, of which speech models take 16 kHz. */
const sampleRateRule: InputRule = ({ name, type }) =>
  isInteger(type) && /^(sr|sample_?rate|sampling_?rate)$/.test(name)
    ? {
        fill: { kind: 'constant', value: sampleRateHertz },
        openSize: () => openLength,
        rule: `a sample rate by its name, ${sampleRateHertz}`,
      }
    : null;

/** Attention and padding masks: everything is seen. */
const maskRule: InputRule = ({ name, type }) =>
  type !== 'string' && /mask/.test(name)
    ? { fill: { kind: 'constant', value: 1 }, openSize: () => openLength, rule: 'a mask by its name, 1 throughout' }
    : null;

/** Places of tokens in their sequence. */
const positionRule: InputRule = ({ name, type }) =>
  isInteger(type) && /position/.test(name)
    ? { fill: { kind: 'positions' }, openSize: () => openLength, rule: 'positions by its name, 0, 1, 2 and on' }
    : null;

/** Which of two texts a token belongs to: all to the first. */
const tokenTypeRule: InputRule = ({ name, type }) =>
  isInteger(type) && /token_?type|segment/.test(name)
    ? {
        fill: { kind: 'constant', value: 0 },
        openSize: () => openLength,
        rule: 'token types by its name, 0 throughout',
      }
    : null;

/** How long each item of a batch is: as long as other inputs are made. */
const lengthRule: InputRule = ({ name, type }) =>
  isInteger(type) && /length|_len(s)?$/.test(name)
    ? {
        fill: { kind: 'constant', value: openLength },
        openSize: () => 1,
        rule: `a length by its name, ${openLength} throughout`,
      }
    : null;

/** Tokens that nearly every vocabulary has, where the model's own cannot be told. */
const fallbackVocabulary = 1000;

/** Tokens of a text. */
const tokenRule: InputRule = ({ name, type, vocabulary }) => {
  if (!isInteger(type) || !(/(^|_)ids?$|tokens?$|^text$/.test(name) || vocabulary !== undefined)) return null;
  const highest = (vocabulary ?? fallbackVocabulary) - 1;
  const reason = vocabulary === undefined ? 'by its name' : 'by the table it looks up in';
  return {
    fill: { kind: 'uniform', minimum: 0, maximum: Math.max(0, highest) },
    openSize: () => openLength,
    rule: `token ids ${reason}, drawn from 0 to ${highest}`,
  };
};

/** The memory of a recurrent model: empty at first. */
const stateRule: InputRule = ({ name, type }) =>
  isFloat(type) && /^(state|h|c|h_?0|c_?0|h_in|c_in|hidden(_state)?|cell(_state)?)$/.test(name)
    ? { fill: { kind: 'constant', value: 0 }, openSize: () => 1, rule: 'a state by its name, 0 throughout' }
    : null;

/** A second of sound at 16 kHz. */
const second = 16_000;
/** Detectors of speech that keep a state take 512 samples and the 64 before them. */
const windowWithContext = 576;

/** Sound: samples from −1 to 1. */
const audioRule: InputRule = ({ name, shape, siblings, type }) => {
  if (!isFloat(type) || shape.length > 3) return null;
  if (!/audio|wave|speech|signal|samples/.test(name) && !siblings.has('sr')) return null;
  return {
    fill: { kind: 'uniform', minimum: -1, maximum: 1 },
    openSize: (axis) => (axis < shape.length - 1 ? 1 : siblings.has('state') ? windowWithContext : second),
    rule: `sound ${siblings.has('sr') ? 'by the sample rate beside it' : 'by its name'}, drawn from −1 to 1`,
  };
};

const edge = 224;
/** Readers of text take lines of a fixed, low height; a line is about seven times as wide. */
const lineWidth = 320;
const highestLine = 64;
const channels = new Set<unknown>([1, 3, 4]);

/** Pictures: [batch, channels, height, width] or [batch, height, width, channels], brightness from 0 to 1. */
const imageRule: InputRule = ({ shape, type }) => {
  if (!isFloat(type) || shape.length !== 4) return null;
  const channelAxis = channels.has(shape[1]) ? 1 : channels.has(shape[3]) ? 3 : null;
  if (channelAxis === null) return null;
  const height = shape[channelAxis === 1 ? 2 : 1];
  const isLine = typeof height === 'number' && height <= highestLine;
  return {
    fill: { kind: 'uniform', minimum: 0, maximum: 1 },
    openSize: () => (isLine ? lineWidth : edge),
    rule: `${isLine ? 'a line of text as a picture' : 'a picture'} by its shape, drawn from 0 to 1`,
  };
};

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
