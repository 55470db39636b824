import { z } from 'zod';

/** What a model can run on. */
export const executionProviders = ['cpu', 'cuda', 'tensorrt', 'webgpu'] as const;
export type ExecutionProvider = (typeof executionProviders)[number];

/** What a user can ask for; `auto` takes the first of cuda, tensorrt, webgpu that works here, else cpu. */
export const providerChoice = z.enum([...executionProviders, 'auto']);
export type ProviderChoice = z.infer<typeof providerChoice>;

/** Whether a provider works on this machine, found by running a tiny model with it in a process of its own. */
export interface ProviderProbe {
  provider: ExecutionProvider;
  works: boolean;
  /** Why not, in a sentence, with what to install and the command; absent when it works. */
  reason?: string;
  remedy?: string;
  /** The runtime's own words. */
  detail?: string;
  /** The device behind it, where that can be told; `software` marks an emulation on the CPU. */
  device?: string;
  software?: boolean;
  /** Versions of the libraries it uses, where they can be told: "ONNX Runtime 1.30.0", "CUDA 12.4". */
  libraries: string[];
}
