import { type InputRule, isInteger, openLength } from './InputRule.ts';

const sampleRateHertz = 16_000;

/** The rate of a sound, of which speech models take 16 kHz. */
export const sampleRateRule: InputRule = ({ name, type }) =>
  isInteger(type) && /^(sr|sample_?rate|sampling_?rate)$/.test(name)
    ? {
        fill: { kind: 'constant', value: sampleRateHertz },
        openSize: () => openLength,
        rule: `a sample rate by its name, ${sampleRateHertz}`,
      }
    : null;
