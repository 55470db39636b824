import type { GptConfiguration } from './GptConfiguration.ts';

/** One weight tensor. A `gain` scales a normalised layer and starts at 1; a `weight` is drawn around 0. */
interface GptParameter {
  name: string;
  shape: readonly number[];
  kind: 'weight' | 'gain';
}

/**
 * The weight tensors of a GPT-2 under the names and in the layouts of the published checkpoints (linear layers are
 * [in, out]). The output projection is the token embedding itself, so it does not appear.
 */
export function gptParameters(configuration: GptConfiguration): GptParameter[] {
  const { hidden, layers, vocabulary, positions } = configuration;
  const parameters: GptParameter[] = [];
  const weight = (name: string, ...shape: number[]): void => {
    parameters.push({ name, shape, kind: 'weight' });
  };
  const normalisation = (name: string): void => {
    parameters.push({ name: `${name}.weight`, shape: [hidden], kind: 'gain' });
    weight(`${name}.bias`, hidden);
  };
  const linear = (name: string, inputs: number, outputs: number): void => {
    weight(`${name}.weight`, inputs, outputs);
    weight(`${name}.bias`, outputs);
  };

  weight('wte.weight', vocabulary, hidden);
  weight('wpe.weight', positions, hidden);
  for (let layer = 0; layer < layers; layer += 1) {
    normalisation(`h.${layer}.ln_1`);
    linear(`h.${layer}.attn.c_attn`, hidden, 3 * hidden);
    linear(`h.${layer}.attn.c_proj`, hidden, hidden);
    normalisation(`h.${layer}.ln_2`);
    linear(`h.${layer}.mlp.c_fc`, hidden, 4 * hidden);
    linear(`h.${layer}.mlp.c_proj`, 4 * hidden, hidden);
  }
  normalisation('ln_f');
  return parameters;
}

/** Whether it is the weight of a linear layer inside a block, [in, out]: what a variant of less precision makes smaller. */
export function isLinearWeight({ name, shape }: Pick<GptParameter, 'name' | 'shape'>): boolean {
  return name.startsWith('h.') && shape.length === 2;
}

/** Trainable parameters of a GPT-2 of this size, the tied output projection counted once. */
export function parameterCount(configuration: GptConfiguration): number {
  return gptParameters(configuration).reduce((total, parameter) => total + elementCount(parameter.shape), 0);
}

/** Elements of a tensor of the given shape; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}
