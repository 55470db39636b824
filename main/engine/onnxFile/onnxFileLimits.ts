import { realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { type OnnxFile, OnnxFileError } from './OnnxFile.ts';
import type { ExternalPlace } from './TensorReader.ts';

/**
 * Checks that the files which hold a model's weights lie where ONNX Runtime takes them from (in or below the model's
 * folder) and are as long as its tensors need; gives their paths and sizes.
 *
 * @throws {OnnxFileError} naming the file and the tensor.
 */
export function checkExternalFiles(
  modelPath: string,
  places: readonly ExternalPlace[],
): { path: string; bytes: number }[] {
  const folder = dirname(modelPath);
  const sizes = new Map<string, number>();
  for (const { tensor, location, offsetBytes, lengthBytes } of places) {
    const path = join(folder, location);
    const bytes = sizes.get(path) ?? sizeOf(path, folder, location);
    sizes.set(path, bytes);
    if (offsetBytes + lengthBytes > bytes) {
      throw new OnnxFileError(
        `needs bytes ${offsetBytes} to ${offsetBytes + lengthBytes} of ${path} for "${tensor.slice(0, 100)}", which has ${bytes}`,
        `Copy ${path} anew: it is cut off, or belongs to another model.`,
      );
    }
  }
  return [...sizes].map(([path, bytes]) => ({ path, bytes }));
}

function sizeOf(path: string, folder: string, location: string): number {
  const outside = isAbsolute(location) || leaves(location);
  if (outside) throw outsideError(location, folder);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile()) {
    throw new OnnxFileError(
      `keeps its weights in ${path}, which ${found === undefined ? 'is not there' : 'is no file'}`,
      `Copy "${location}" into the folder ${folder}, beside the model.`,
    );
  }
  if (leaves(relative(realpathSync(folder), realpathSync(path)))) throw outsideError(location, folder);
  return found.size;
}

function leaves(relativePath: string): boolean {
  return isAbsolute(relativePath) || relativePath.split(/[\\/]/).includes('..');
}

function outsideError(location: string, folder: string): OnnxFileError {
  return new OnnxFileError(
    `keeps its weights in "${location}", outside its own folder, which ONNX Runtime refuses`,
    `Put the weights into ${folder} as a file (a hard link will do, a symbolic link will not).`,
  );
}

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
