import { freemem, totalmem } from 'node:os';
import type { InputOverride, ModelCard } from '../../../core/contract/modelCard.ts';
import { EngineFailure } from '../EngineFailure.ts';
import type { OnnxFile } from '../onnxFile/OnnxFile.ts';
import { readOnnxFile } from '../onnxFile/readOnnxFile.ts';
import { decoderLayout } from './decoder/decoderLayout.ts';
import { planInputs } from './inputs/planInputs.ts';

/** What a user's model is, and how it will be fed. Nothing is loaded. @throws {EngineFailure} */
export function customCard(path: string, overrides: Readonly<Record<string, InputOverride>>): ModelCard {
  const file = readOnnxFile(path);
  const inputs = planInputs(file, overrides);
  const {
    externalFiles,
    fileBytes,
    irVersion,
    metadata,
    operators,
    opsets,
    outputs,
    parameters,
    producer,
    weightBytes,
  } = file;
  return {
    kind: 'onnx',
    path,
    fileBytes,
    externalFiles,
    task: decoderLayout(file) === null ? 'run' : 'generate',
    parameters,
    weightBytes,
    irVersion,
    ...(producer === undefined ? {} : { producer }),
    opsets,
    operators,
    inputs,
    outputs: outputs.map(({ name, shape, type }) => ({ name, type, shape })),
    metadata,
    canBatch: inputs.some(({ batchAxis }) => batchAxis !== null),
    neededMemoryBytes: neededMemoryBytes(file),
  };
}

const runtimeBytes = 60_000_000;
/** Measured with 498 MB of weights: 912 MB in memory from the model's own file, 770 MB from files beside it. */
const copiesOfOwnWeights = 1.75;
const copiesOfExternalWeights = 1.45;

/** About what a model takes once loaded, without what grows with its inputs. */
export function neededMemoryBytes({ externalFiles, weightBytes }: OnnxFile): number {
  const copies = externalFiles.length > 0 ? copiesOfExternalWeights : copiesOfOwnWeights;
  return Math.round(runtimeBytes + copies * weightBytes);
}

/**
 * Memory that a process can still get. Elsewhere than on Linux the system's free memory leaves out what it would give
 * back at once, so that all of it is taken there.
 */
function availableBytes(): number {
  return process.platform === 'linux' ? freemem() : totalmem();
}

/**
 * Refuses a model that this machine cannot hold, before the attempt takes the machine's memory from others.
 *
 * @throws {EngineFailure} with what is needed and what there is.
 */
export function checkMemory(path: string, neededBytes: number, available = availableBytes()): void {
  if (neededBytes <= available) return;
  const reason = `The model ${path} needs about ${gigabytes(neededBytes)} of memory, and ${gigabytes(available)} are free.`;
  throw new EngineFailure({ reason, remedy: 'Close other programs, or choose a smaller model.' });
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
