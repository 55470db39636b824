import type { InferenceSession } from 'onnxruntime-node';
import type { ModelLoading } from '../../../core/contract/engineProtocol.ts';

/** Severity from which the runtime writes to the standard error: errors. Below, it reports its own clean-up. */
const logSeverityError = 3;

export interface SessionOptionsRequest extends Pick<ModelLoading, 'provider' | 'threads' | 'prepacking'> {
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
