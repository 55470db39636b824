import type { InferenceSession } from 'onnxruntime-node';
import type { ModelLoading } from '../../../core/contract/engineProtocol.ts';
import type { ProviderProbe } from '../../../core/contract/executionProvider.ts';
import type { MachineFiles } from './providerLibraries.ts';

/** Severity from which the runtime writes to the standard error: errors. Below, it reports its own clean-up. */
const logSeverityError = 3;

interface SessionOptionsRequest extends Pick<ModelLoading, 'provider' | 'threads' | 'prepacking'> {
  /** Where external data lies, for a model that is given as bytes. */
  weightsDirectory?: string;
}

/**
 * The runtime's options for a session on one provider. The list holds that provider alone: with the processor beside it
 * the runtime would, for some refusals, fall back without a word. Single operators that a GPU provider has no kernel for
 * still run on the processor; the runtime places them so by itself.
 */
export function sessionOptionsFor(request: SessionOptionsRequest): InferenceSession.SessionOptions {
  const { provider, threads, prepacking, weightsDirectory } = request;
  return {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: logSeverityError,
    extra: {
      // Values must be strings: the runtime ignores others.
      session: {
        ...(prepacking ? {} : { disable_prepacking: '1' }),
        ...(weightsDirectory === undefined ? {} : { model_external_initializers_file_folder_path: weightsDirectory }),
      },
    },
  };
}

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
