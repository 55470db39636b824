import type { ExecutionProvider, ProviderProbe } from '../../../core/contract/executionProvider.ts';

interface KnownRefusal {
  pattern: RegExp;
  reason(match: RegExpMatchArray): string;
  remedy: string;
}

const cudaRemedy =
  'Install CUDA 12.x and cuDNN 9.x, for tensorrt also TensorRT 10, and put their folders into LD_LIBRARY_PATH.';
const driverRemedy = 'Install the driver of the GPU, or a newer one, and check it with nvidia-smi.';

/**
 * What the runtime says when a provider does not come up, as far as it is known, the more telling first. The two of the
 * CUDA runtime are its documented texts (cudaErrorInsufficientDriver, cudaErrorNoDevice), not seen here for want of a GPU.
 */
const known: readonly KnownRefusal[] = [
  {
    pattern: /(libcuda\.so[.\d]*): cannot open shared object file/,
    reason: ([, library]) => `The NVIDIA driver is missing: its library ${library} cannot be loaded`,
    remedy: driverRemedy,
  },
  {
    pattern: /([^\s/]+\.so[.\d]*): cannot open shared object file/,
    reason: ([, library]) => `The library ${library} cannot be loaded`,
    remedy: cudaRemedy,
  },
  {
    pattern: /CUDA driver version is insufficient/,
    reason: () => 'The NVIDIA driver is missing, or older than CUDA 12 needs',
    remedy: driverRemedy,
  },
  {
    pattern: /no CUDA-capable device/,
    reason: () => 'The NVIDIA driver shows no GPU to this process',
    remedy: 'Check the GPU with nvidia-smi, and that CUDA_VISIBLE_DEVICES does not hide it.',
  },
  {
    pattern: /Failed to get a WebGPU adapter/,
    reason: () => 'WebGPU finds no adapter: no Vulkan loader, or no driver behind it',
    remedy:
      'Install the Vulkan loader and the driver of the GPU, on Debian and Ubuntu: sudo apt install libvulkan1 mesa-vulkan-drivers',
  },
  {
    pattern: /Failed to load shared library/,
    reason: () => 'A library of the provider cannot be loaded: it is there, and something that it needs is not',
    remedy: cudaRemedy,
  },
  {
    pattern: /no available backend found/,
    reason: () => 'This build of the runtime does not have the provider',
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
    reason: `The runtime refused ${provider} for a reason that is not known here`,
    remedy: 'Look at its own words below; provider cpu always works.',
    detail: text,
  };
}
