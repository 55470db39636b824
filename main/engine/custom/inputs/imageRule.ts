import { type InputRule, isFloat } from './InputRule.ts';

const edge = 224;
/** Readers of text take lines of a fixed, low height; a line is about seven times as wide. */
const lineWidth = 320;
const highestLine = 64;
const channels = new Set<unknown>([1, 3, 4]);

/** Pictures: [batch, channels, height, width] or [batch, height, width, channels], brightness from 0 to 1. */
export const imageRule: InputRule = ({ shape, type }) => {
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
