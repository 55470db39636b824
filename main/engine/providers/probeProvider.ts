import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ExecutionProvider, ProviderProbe } from '../../../core/contract/executionProvider.ts';
import { errorText } from '../EngineFailure.ts';
import { OnnxGraph } from '../onnx/OnnxGraph.ts';
import {
  type MachineFiles,
  missingLibrary,
  providerLibraries,
  systemFiles,
  unloadableLibrary,
} from './providerLibraries.ts';
import { sessionOptionsFor, webGpuDevice } from './sessionOptionsFor.ts';

/**
 * Finds out whether a provider works on this machine by running a tiny model with it: that the runtime was built for it
 * says nothing. To be called in a process that is thrown away, since a native library may take it down.
 */
export async function probeProvider(
  provider: ExecutionProvider,
  files: MachineFiles = systemFiles,
  directory: string = bindingDirectory(),
): Promise<ProviderProbe> {
  const missing = missingLibrary(provider, directory, files);
  if (missing !== undefined) return { provider, works: false, ...missing, libraries: providerLibraries() };
  try {
    await runTinyModel(provider);
  } catch (error) {
    return {
      provider,
      works: false,
      ...refusalOf(provider, refusalText(provider, errorText(error), directory)),
      libraries: providerLibraries(),
    };
  }
  return {
    provider,
    works: true,
    ...(provider === 'webgpu' ? webGpuDevice(files, process.env) : {}),
    libraries: providerLibraries(),
  };
}

/** The runtime's words, and the loader's beside them where the runtime says only that a library did not load. */
function refusalText(provider: ExecutionProvider, text: string, directory: string): string {
  if (!text.includes('Failed to load shared library')) return text;
  const loader = unloadableLibrary(provider, directory);
  return loader === undefined ? text : `${text}\n${loader}`;
}

/** Where the runtime's own libraries lie, and where it looks for those of a provider. */
function bindingDirectory(): string {
  const packageFile = createRequire(import.meta.url).resolve('onnxruntime-node/package.json');
  return join(dirname(packageFile), 'bin', 'napi-v6', process.platform, process.arch);
}

/** An addition and not an identity, which the runtime would optimise away without asking the device for anything. */
async function runTinyModel(provider: ExecutionProvider): Promise<void> {
  const graph = new OnnxGraph('probe');
  graph.input('x', 'float', [4]);
  graph.output('sum', 'float', [4]);
  graph.node('Add', ['x', 'x'], 'sum');
  const session = await InferenceSession.create(
    graph.encode(),
    sessionOptionsFor({ provider, threads: 1, prepacking: true }),
  );
  try {
    const outputs = await session.run({ x: new Tensor('float32', Float32Array.of(1, -2, 3.5, 0), [4]) });
    const sum = [...((outputs.sum?.data ?? []) as Float32Array)];
    if (sum.join(' ') !== '2 -4 7 0') throw new Error(`the device computed ${sum.join(' ')} where 2 -4 7 0 is right`);
  } finally {
    await session.release();
  }
}

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
