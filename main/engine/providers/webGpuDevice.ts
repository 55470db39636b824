import type { ProviderProbe } from '../../../core/contract/executionProvider.ts';
import type { MachineFiles } from './missingLibrary.ts';

/** Where a Linux kernel shows a GPU that programs may render on. */
const renderNodes = Array.from({ length: 16 }, (_, index) => `/dev/dri/renderD${128 + index}`);

/**
 * What is behind a WebGPU adapter that works. The runtime does not tell: an adapter can also be an emulation on the
 * processor, and it is one where the system shows no GPU or the environment names SwiftShader.
 */
export function webGpuDevice(
  exists: MachineFiles,
  environment: Readonly<Record<string, string | undefined>>,
): Pick<ProviderProbe, 'device' | 'software'> {
  const driver = environment.VK_ICD_FILENAMES ?? environment.VK_DRIVER_FILES ?? '';
  if (/swiftshader/i.test(driver)) return { device: 'SwiftShader', software: true };
  if (/lvp|lavapipe/i.test(driver)) return { device: 'lavapipe', software: true };
  if (process.platform !== 'linux') return {};
  const hasGpu = renderNodes.some((path) => exists(path)) || exists('/dev/nvidiactl') || exists('/dev/dxg');
  return hasGpu ? {} : { device: 'an adapter without a GPU', software: true };
}
