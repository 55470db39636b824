import { InferenceSession } from 'onnxruntime-node';

/** Severity from which the runtime writes to the standard error: errors. Below, it reports its own clean-up. */
const logSeverityError = 3;

/**
 * Loads a model whose weights lie in files of a directory. The runtime rearranges them into the order that the
 * processor's kernels like best: that costs seconds of loading and a private copy of the weights, and makes runs faster.
 * Blocks the event loop while it loads.
 *
 * @throws {Error} the runtime's own, when the model is refused, a weights file is missing or short, or memory is.
 */
export async function createInferenceSession(
  model: Uint8Array,
  weightsDirectory: string,
  threads: number,
): Promise<InferenceSession> {
  return InferenceSession.create(model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: logSeverityError,
    extra: { session: { model_external_initializers_file_folder_path: weightsDirectory } },
  });
}
