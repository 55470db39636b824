import { paddingAfter, type WeightsLayout } from './weightsLayout.ts';

/** Standard deviation of GPT-2's own initialisation (Radford et al., 2019), which keeps activations in a healthy range. */
const standardDeviation = 0.02;
const chunkElements = 1024 * 1024;

/**
 * The content of a file of reproducible random weights, the same bytes on every machine: gains are 1, all else is spread
 * evenly with a standard deviation of 0.02. In pieces of 4 MB at most, all in the same buffer: take each before the next.
 *
 * @param gains names of the parameters that scale a normalised layer.
 */
export function* syntheticPieces(
  layout: WeightsLayout,
  gains: ReadonlySet<string>,
  seed: number,
): Generator<Uint8Array> {
  const generator = new LinearCongruentialGenerator(seed);
  const limit = standardDeviation * Math.sqrt(3);
  const buffer = new Float32Array(chunkElements);
  for (const [index, place] of layout.places.entries()) {
    const elements = place.lengthBytes / buffer.BYTES_PER_ELEMENT;
    for (let done = 0; done < elements; done += chunkElements) {
      const chunk = buffer.subarray(0, Math.min(chunkElements, elements - done));
      if (gains.has(place.name)) chunk.fill(1);
      else generator.fill(chunk, limit);
      yield new Uint8Array(chunk.buffer, 0, chunk.byteLength);
    }
    const padding = paddingAfter(layout, index);
    if (padding.length > 0) yield padding;
  }
}

const multiplier = 1_664_525;
const increment = 1_013_904_223;
/** The upper 24 bits of the state are used, signed: the low bits of such a generator repeat quickly. */
const halfRange = 2 ** 23;

/**
 * The 32-bit linear congruential generator of Numerical Recipes (Press et al., 2nd edition, §7.1), in integer
 * arithmetic only, so that every machine draws the same bits. Good enough to fill a hundred million weights in about
 * a second; not for statistics.
 */
export class LinearCongruentialGenerator {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** Fills `target` with values spread evenly over [-limit, limit). Their standard deviation is `limit` / √3. */
  fill(target: Float32Array, limit: number): void {
    const scale = limit / halfRange;
    let state = this.#state;
    for (let index = 0; index < target.length; index += 1) {
      state = (Math.imul(state, multiplier) + increment) | 0;
      target[index] = (state >> 8) * scale;
    }
    this.#state = state;
  }
}
