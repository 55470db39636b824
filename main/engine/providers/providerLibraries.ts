import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { env } from 'onnxruntime-node';
import type { ExecutionProvider, ProviderProbe } from '../../../core/contract/executionProvider.ts';
import { errorText } from '../EngineFailure.ts';

/** Libraries whose version decides how fast a provider is, by their file, and how they are called. */
const known: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\/libcudart\.so\.([\d.]+)$/, 'CUDA runtime'],
  [/\/libcublas\.so\.([\d.]+)$/, 'cuBLAS'],
  [/\/libcudnn\.so\.([\d.]+)$/, 'cuDNN'],
  [/\/libnvinfer\.so\.([\d.]+)$/, 'TensorRT'],
  [/\/libcuda\.so\.([\d.]+)$/, 'NVIDIA driver'],
  [/\/libvulkan\.so\.([\d.]+)$/, 'Vulkan loader'],
];

/**
 * Versions of the runtime and of the libraries that a provider brought into this process, as far as their files' names
 * tell them; where the system does not list what a process has loaded, that of the runtime alone.
 */
export function providerLibraries(memoryMap: string = readMemoryMap()): string[] {
  const files = new Set(memoryMap.split('\n').flatMap((line) => line.match(/\s(\/.*)$/)?.[1] ?? []));
  const versions = known.flatMap(([pattern, name]) =>
    [...files].flatMap((file) => {
      const version = file.match(pattern)?.[1];
      return version === undefined ? [] : [`${name} ${version}`];
    }),
  );
  return [`ONNX Runtime ${env.versions.node ?? env.versions.common}`, ...versions];
}

function readMemoryMap(): string {
  return process.platform === 'linux' ? readFileSync('/proc/self/maps', 'utf8') : '';
}

/** What a probe asks of the file system; replaced in tests. */
export type MachineFiles = (path: string) => boolean;
export const systemFiles: MachineFiles = existsSync;

/** Libraries that the runtime loads for a provider; its package leaves them out, since they are for one kind of GPU. */
const librariesOfProvider = {
  cuda: ['libonnxruntime_providers_shared.so', 'libonnxruntime_providers_cuda.so'],
  tensorrt: [
    'libonnxruntime_providers_shared.so',
    'libonnxruntime_providers_cuda.so',
    'libonnxruntime_providers_tensorrt.so',
  ],
} as const;

/**
 * The runtime's own libraries that a provider needs and this machine lacks, with the command that brings them; undefined
 * when none is missing. The runtime looks for them beside its binding and nowhere else, so that without them a try is
 * in vain. What they need in turn the system's loader finds, in places that only it knows: see `unloadableLibrary`.
 *
 * @param bindingDirectory where the runtime's own library lies.
 */
export function missingLibrary(
  provider: ExecutionProvider,
  bindingDirectory: string,
  exists: MachineFiles,
): Pick<ProviderProbe, 'reason' | 'remedy'> | undefined {
  if (provider !== 'cuda' && provider !== 'tensorrt') return undefined;
  const name = provider === 'cuda' ? 'CUDA' : 'TensorRT';
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return {
      reason: `The runtime brings ${name} to 64-bit x86 Linux only, and this is ${process.platform} on ${process.arch}`,
      remedy: 'Choose provider webgpu or cpu.',
    };
  }
  const absent = librariesOfProvider[provider].filter((file) => !exists(join(bindingDirectory, file)));
  if (absent.length === 0) return undefined;
  // From bin/napi-v6/linux/x64 up to the package, wherever the product was started.
  const script = resolve(bindingDirectory, '../../../../script/install.js');
  return {
    reason: `The runtime's ${name} library is missing: ${absent.join(', ')} in ${bindingDirectory}`,
    remedy: `Fetch the libraries of this very version of ONNX Runtime (NuGet package Microsoft.ML.OnnxRuntime.Gpu.Linux): ONNXRUNTIME_NODE_INSTALL=cuda12 node ${script}`,
  };
}

/**
 * Why the system's loader does not load a provider's library, in its own words, which name the library that is missing:
 * "libcudnn.so.9: cannot open shared object file". The runtime throws a text without that name and writes it to the
 * standard error only. Undefined when the library loads.
 *
 * To be called after the runtime failed to load it, and in a process that is thrown away: it tries to load it once more.
 */
export function unloadableLibrary(provider: ExecutionProvider, bindingDirectory: string): string | undefined {
  const path = join(bindingDirectory, `libonnxruntime_providers_${provider}.so`);
  try {
    process.dlopen({ exports: {} }, path);
    return undefined;
  } catch (error) {
    const text = errorText(error);
    // It was loaded, and is no module of Node's: that is all that Node has against it.
    return /did not self-register/.test(text) ? undefined : text;
  }
}
