interface NamedModel {
  name: string;
  /** Element type of the weights, as configured. */
  dtype?: string | undefined;
}

/** Element types that are what a model usually has: nothing needs to be said of them. */
const usual: readonly (string | undefined)[] = [undefined, 'float32'];

/** A model's name with the precision of its variant: "DistilGPT-2 · int8". Not said twice where the name has it. */
export function formatModelName({ name, dtype }: NamedModel): string {
  return usual.includes(dtype) || name.toLowerCase().includes(dtype ?? '') ? name : `${name} · ${dtype}`;
}
