import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GptConfiguration } from '../../../../main/engine/gpt/GptConfiguration.ts';
import type { PreparedWeights } from '../../../../main/engine/weights/weightsLayout.ts';

type Matrix = number[][];
type Weights = (name: string) => Float32Array;

/**
 * The logits after the last token of one sequence, computed from the formulas of GPT-2 (Radford et al., 2019) in double
 * precision and plain loops, over the very weights file that the graph uses. Shares no code with the graph.
 */
export function referenceGpt(
  configuration: GptConfiguration,
  prepared: PreparedWeights,
  tokens: readonly number[],
): number[] {
  const weights = readWeights(prepared);
  const { hidden, layers, vocabulary } = configuration;
  const tokenRows = weights('wte.weight');
  const positionRows = weights('wpe.weight');
  let stream: Matrix = tokens.map((token, position) =>
    Array.from(
      { length: hidden },
      (_, i) => at(tokenRows, token * hidden + i) + at(positionRows, position * hidden + i),
    ),
  );
  for (let layer = 0; layer < layers; layer += 1) {
    const attended = attention(configuration, weights, layer, normalise(weights, `h.${layer}.ln_1`, stream));
    stream = add(stream, attended);
    const normalised = normalise(weights, `h.${layer}.ln_2`, stream);
    const widened = linear(weights, `h.${layer}.mlp.c_fc`, normalised, 4 * hidden).map((row) => row.map(gelu));
    stream = add(stream, linear(weights, `h.${layer}.mlp.c_proj`, widened, hidden));
  }
  const last = normalise(weights, 'ln_f', stream).at(-1) ?? [];
  return Array.from({ length: vocabulary }, (_, token) =>
    last.reduce((sum, value, i) => sum + value * at(tokenRows, token * hidden + i), 0),
  );
}

function readWeights(prepared: PreparedWeights): Weights {
  const file = readFileSync(join(prepared.directory, prepared.fileName));
  return (name) => {
    const place = prepared.data.get(name);
    if (place === undefined) throw new Error(`no weights ${name}`);
    const bytes = file.subarray(place.offsetBytes, place.offsetBytes + place.lengthBytes);
    return new Float32Array(Uint8Array.from(bytes).buffer);
  };
}

function attention(configuration: GptConfiguration, weights: Weights, layer: number, stream: Matrix): Matrix {
  const { heads, hidden } = configuration;
  const width = hidden / heads;
  const projected = linear(weights, `h.${layer}.attn.c_attn`, stream, 3 * hidden);
  const mixed = stream.map((_, query) => {
    const row: number[] = new Array(hidden).fill(0);
    for (let head = 0; head < heads; head += 1) {
      const part = (position: number, third: number): number[] => {
        const start = third * hidden + head * width;
        return (projected[position] ?? []).slice(start, start + width);
      };
      const scores = Array.from(
        { length: query + 1 },
        (_, key) => dot(part(query, 0), part(key, 1)) / Math.sqrt(width),
      );
      const largest = Math.max(...scores);
      const powers = scores.map((score) => Math.exp(score - largest));
      const total = powers.reduce((sum, power) => sum + power, 0);
      for (const [key, power] of powers.entries()) {
        for (const [i, value] of part(key, 2).entries())
          row[head * width + i] = at(row, head * width + i) + (power / total) * value;
      }
    }
    return row;
  });
  return linear(weights, `h.${layer}.attn.c_proj`, mixed, hidden);
}

function linear(weights: Weights, name: string, input: Matrix, outputs: number): Matrix {
  const matrix = weights(`${name}.weight`);
  const bias = weights(`${name}.bias`);
  return input.map((row) =>
    Array.from({ length: outputs }, (_, o) =>
      row.reduce((sum, value, i) => sum + value * at(matrix, i * outputs + o), at(bias, o)),
    ),
  );
}

function normalise(weights: Weights, name: string, input: Matrix): Matrix {
  const gain = weights(`${name}.weight`);
  const bias = weights(`${name}.bias`);
  return input.map((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length;
    return row.map((value, i) => ((value - mean) / Math.sqrt(variance + 1e-5)) * at(gain, i) + at(bias, i));
  });
}

function gelu(x: number): number {
  return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
}

function add(a: Matrix, b: Matrix): Matrix {
  return a.map((row, r) => row.map((value, i) => value + (b[r]?.[i] ?? Number.NaN)));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * at(b, i), 0);
}

function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN;
}
