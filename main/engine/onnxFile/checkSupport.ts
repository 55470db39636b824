import type { OnnxFile } from './OnnxFile.ts';
import { OnnxFileError } from './OnnxFileError.ts';

/** What ONNX Runtime 1.30 takes, tried by loading models of each. */
const newestIrVersion = 13;
const newestOpset = 26;

/**
 * Refuses what the runtime cannot load or its binding cannot feed, before anything is loaded.
 *
 * @throws {OnnxFileError} naming the version or the input, and what to export instead.
 */
export function checkSupport({ inputs, irVersion, opsets, outputs }: OnnxFile): void {
  if (irVersion > newestIrVersion) {
    throw new OnnxFileError(
      `is of version ${irVersion} of the format; ONNX Runtime 1.30 reads up to ${newestIrVersion}`,
      `Export the model with ir_version ${newestIrVersion} or lower.`,
    );
  }
  const opset = opsets.find(({ domain }) => domain === '' || domain === 'ai.onnx');
  if (opset !== undefined && opset.version > newestOpset) {
    throw new OnnxFileError(
      `uses operator set ${opset.version}; ONNX Runtime 1.30 has up to ${newestOpset}`,
      `Export the model with opset_version ${newestOpset} or lower.`,
    );
  }
  for (const [role, values] of [
    ['input', inputs],
    ['output', outputs],
  ] as const) {
    const foreign = values.find(({ element }) => element === undefined);
    if (foreign !== undefined) {
      throw new OnnxFileError(
        `has the ${role} "${foreign.name}" of type ${foreign.type}, which cannot be fed or read here`,
        `Export the model with float32 in place of it, or wrap it so that each ${role} is a plain tensor.`,
      );
    }
  }
  if (outputs.length === 0) throw new OnnxFileError('is a model without outputs: there is nothing to run');
}
