/** What a fingerprint says of an engine that ran. */
interface EngineOfFingerprint {
  provider?: string | undefined;
  providerFallback?: { asked: string; refused: readonly { provider: string; reason: string }[] } | undefined;
  device?: string | undefined;
  libraries?: readonly string[] | undefined;
  precision?: string | undefined;
  prepacking?: boolean | undefined;
  weights?: string | undefined;
}

const weightsWords: Readonly<Record<string, string>> = {
  synthetic: 'synthetic',
  trained: 'trained',
  'own file': 'those of the file',
};

/** How the names of providers are written. */
const providerNames: Readonly<Record<string, string>> = {
  cpu: 'CPU',
  cuda: 'CUDA',
  tensorrt: 'TensorRT',
  webgpu: 'WebGPU',
};

/** The name of an execution provider as its makers write it. */
export function providerName(provider: string): string {
  return providerNames[provider] ?? provider;
}

/** Why the engine ran on another provider than was asked for, as a sentence; undefined where it did not. */
export function fallbackSentence({ provider, providerFallback }: EngineOfFingerprint): string | undefined {
  if (providerFallback === undefined) return undefined;
  const { asked, refused } = providerFallback;
  const reasons = refused.map((one) => `${providerName(one.provider)} does not work here: ${withoutStop(one.reason)}`);
  const used = provider === undefined ? '' : `ran on ${providerName(provider)}`;
  const wanted = asked === 'auto' ? 'The best that works was asked for' : `${providerName(asked)} was asked for`;
  return `${[[wanted, used].filter((part) => part !== '').join('; it '), ...reasons].join('. ')}.`;
}

/** Where an engine's weights came from, in words. */
export function weightsWord(weights: string): string {
  return weightsWords[weights] ?? weights;
}

function withoutStop(text: string): string {
  return text.replace(/[.\s]+$/, '');
}

/** How a line of a chart names a target: an embedded one by its name, one that is reached by an address as a server. */
export function targetWord(target: string): string {
  return target.includes('=') ? 'server' : target;
}

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
