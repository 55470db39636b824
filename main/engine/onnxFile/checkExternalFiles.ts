import { realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { OnnxFileError } from './OnnxFileError.ts';
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
