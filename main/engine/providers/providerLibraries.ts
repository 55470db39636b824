import { readFileSync } from 'node:fs';
import { env } from 'onnxruntime-node';

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
