import { InferenceSession } from 'onnxruntime-node';

export interface SessionOptions {
  /** Folder of the files that hold the model's weights. */
  weightsDirectory: string;
  threads: number;
  /**
   * Rearrange weights into the order that the processor's kernels like best. It makes runs faster and costs seconds of
   * loading and a private copy of the weights; without it the weights stay a shared mapping of their file.
   */
  prepack: boolean;
}

/** Severity from which the runtime writes to the standard error: errors. Below, it reports its own clean-up. */
const logSeverityError = 3;

/**
 * Loads a model whose weights lie in files beside it. Blocks the event loop while it loads.
 *
 * @throws {Error} the runtime's own, when the model is refused, a weights file is missing or short, or memory is.
 */
export async function createInferenceSession(model: Uint8Array, options: SessionOptions): Promise<InferenceSession> {
  return InferenceSession.create(model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: logSeverityError,
    extra: {
      session: {
        model_external_initializers_file_folder_path: options.weightsDirectory,
        disable_prepacking: options.prepack ? '0' : '1',
      },
    },
  });
}
