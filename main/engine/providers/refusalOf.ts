import type { ExecutionProvider, ProviderProbe } from '../../../core/contract/executionProvider.ts';

interface KnownRefusal {
  pattern: RegExp;
  reason(match: RegExpMatchArray): string;
  remedy: string;
}

/** What the runtime says when a provider does not come up, as far as it is known, the more telling first. */
const known: readonly KnownRefusal[] = [
  {
    pattern: /(lib(?:cudart|cublas|cublasLt|cufft|curand|cudnn|nvinfer|nvonnxparser)\S*\.so[.\d]*)/,
    reason: ([, library]) => `The library ${library} cannot be loaded.`,
    remedy:
      'Install CUDA 12.x and cuDNN 9.x, for tensorrt also TensorRT 10, and put their folders into LD_LIBRARY_PATH.',
  },
  {
    pattern: /Failed to get a WebGPU adapter/,
    reason: () => 'WebGPU finds no adapter: no Vulkan loader, or no driver behind it.',
    remedy:
      'Install the Vulkan loader and the driver of the GPU, on Debian and Ubuntu: sudo apt install libvulkan1 mesa-vulkan-drivers',
  },
  {
    pattern: /Failed to load shared library/,
    reason: () => 'A library of the provider cannot be loaded: it is there, and something that it needs is not.',
    remedy:
      'Install CUDA 12.x and cuDNN 9.x, for tensorrt also TensorRT 10, and put their folders into LD_LIBRARY_PATH.',
  },
  {
    pattern: /no available backend found/,
    reason: () => 'This build of the runtime does not have the provider.',
    remedy: 'Choose another provider.',
  },
];

/** A provider's refusal in plain words, with the runtime's own beside. */
export function refusalOf(
  provider: ExecutionProvider,
  text: string,
): Required<Pick<ProviderProbe, 'reason' | 'remedy' | 'detail'>> {
  for (const { pattern, reason, remedy } of known) {
    const match = text.match(pattern);
    if (match !== null) return { reason: reason(match), remedy, detail: text };
  }
  return {
    reason: `The runtime refused ${provider} for a reason that is not known here.`,
    remedy: 'Look at its own words below; provider cpu always works.',
    detail: text,
  };
}
