import type { InputOverride, ModelCard } from '../../../core/contract/modelCard.ts';
import { readOnnxFile } from '../onnxFile/readOnnxFile.ts';
import { decoderLayout } from './decoder/decoderLayout.ts';
import { planInputs } from './inputs/planInputs.ts';
import { neededMemoryBytes } from './neededMemoryBytes.ts';

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
