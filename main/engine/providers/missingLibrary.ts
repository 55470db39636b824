import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ExecutionProvider, ProviderProbe } from '../../../core/contract/executionProvider.ts';

/** What a probe asks of the file system; replaced in tests. */
export type MachineFiles = (path: string) => boolean;
export const systemFiles: MachineFiles = existsSync;

/** Libraries that the runtime loads for a provider; its package leaves them out, since they are for one kind of GPU. */
const providerLibraries = {
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
  const absent = providerLibraries[provider].filter((file) => !exists(join(bindingDirectory, file)));
  if (absent.length === 0) return undefined;
  // From bin/napi-v6/linux/x64 up to the package, wherever the product was started.
  const script = resolve(bindingDirectory, '../../../../script/install.js');
  return {
    reason: `The runtime's ${name} library is missing: ${absent.join(', ')} in ${bindingDirectory}`,
    remedy: `Fetch the libraries of this very version of ONNX Runtime (NuGet package Microsoft.ML.OnnxRuntime.Gpu.Linux): ONNXRUNTIME_NODE_INSTALL=cuda12 node ${script}`,
  };
}
