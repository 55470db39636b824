import { type InputRule, isFloat } from './InputRule.ts';

/** A second of sound at 16 kHz. */
const second = 16_000;
/** Detectors of speech that keep a state take 512 samples and the 64 before them. */
const windowWithContext = 576;

/** Sound: samples from −1 to 1. */
export const audioRule: InputRule = ({ name, shape, siblings, type }) => {
  if (!isFloat(type) || shape.length > 3) return null;
  if (!/audio|wave|speech|signal|samples/.test(name) && !siblings.has('sr')) return null;
  return {
    fill: { kind: 'uniform', minimum: -1, maximum: 1 },
    openSize: (axis) => (axis < shape.length - 1 ? 1 : siblings.has('state') ? windowWithContext : second),
    rule: `sound ${siblings.has('sr') ? 'by the sample rate beside it' : 'by its name'}, drawn from −1 to 1`,
  };
};
