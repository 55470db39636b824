import { closeSync } from 'node:fs';
import { openRegularFileSync } from '../../files/regularFile.ts';
import { EngineFailure, errorText, systemErrorCode } from '../EngineFailure.ts';
import { GraphReader } from './GraphReader.ts';
import { type OnnxFile, OnnxFileError } from './OnnxFile.ts';
import { checkExternalFiles, checkSupport } from './onnxFileLimits.ts';
import { readPair } from './TensorReader.ts';
import { ByteWindow, type WireField, WireReader } from './WireReader.ts';

const modelField = {
  irVersion: 1,
  producer: 2,
  producerVersion: 3,
  graph: 7,
  opset: 8,
  metadata: 14,
  function: 25,
} as const;
const mostEntries = 10_000;

/**
 * Reads what an ONNX model is from its file, without loading it: headers are read, weights are skipped, so that a file
 * of any size takes milliseconds and little memory. Follows onnx.proto of ONNX 1.19 (IR version 13).
 *
 * @param path absolute.
 * @throws {EngineFailure} naming the file, what is wrong with it and what to do.
 */
export function readOnnxFile(path: string): OnnxFile {
  try {
    return readOpenFile(path);
  } catch (error) {
    if (error instanceof OnnxFileError) {
      throw new EngineFailure({ reason: `The file ${path} ${error.message}.`, remedy: error.remedy }, error);
    }
    throw unreadable(path, error);
  }
}

function readOpenFile(path: string): OnnxFile {
  const { descriptor, sizeBytes } = openRegularFileSync(path);
  try {
    if (sizeBytes === 0) throw new OnnxFileError('is empty');
    const file = readModel(path, new WireReader(new ByteWindow(descriptor, sizeBytes)));
    checkSupport(file);
    return file;
  } finally {
    closeSync(descriptor);
  }
}

function readModel(path: string, wire: WireReader): OnnxFile {
  const graphs = new GraphReader(wire);
  const opsets: OnnxFile['opsets'] = [];
  const metadata = new Map<string, string>();
  const producer: string[] = [];
  let irVersion = 0;
  let hasGraph = false;
  const onField = (field: WireField): void => {
    switch (field.number) {
      case modelField.irVersion:
        irVersion = field.value;
        break;
      case modelField.producer:
      case modelField.producerVersion:
        if (producer.length < 2) producer.push(wire.text(field));
        break;
      case modelField.graph:
        hasGraph = true;
        graphs.readGraph(field, 1);
        break;
      case modelField.opset:
        if (opsets.length < mostEntries) opsets.push(readOpset(wire, field));
        break;
      case modelField.metadata:
        if (metadata.size < mostEntries) metadata.set(...readPair(wire, field, 1));
        break;
      case modelField.function:
        graphs.readFunction(field);
        break;
      default:
    }
  };
  wire.fields(0, wire.file.sizeBytes, 0, onField);
  if (!hasGraph || irVersion === 0) throw new OnnxFileError('is no ONNX model: it has no graph or no version');
  const { parameters, places, weightBytes } = graphs.tensors;
  return {
    path,
    fileBytes: wire.file.sizeBytes,
    externalFiles: checkExternalFiles(path, places),
    irVersion,
    ...(producer.join(' ').trim() === '' ? {} : { producer: producer.join(' ').trim() }),
    opsets,
    operators: [...graphs.operators].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count),
    parameters,
    weightBytes,
    inputs: graphs.inputs(),
    outputs: graphs.outputs,
    metadata: Object.fromEntries(metadata),
    vocabularies: graphs.vocabularies(),
  };
}

function readOpset(wire: WireReader, part: WireField): { domain: string; version: number } {
  let domain = '';
  let version = 1;
  wire.fields(part.start, part.end, 1, (field) => {
    if (field.number === 1) domain = wire.text(field);
    else if (field.number === 2) version = field.value;
  });
  return { domain, version };
}

function unreadable(path: string, error: unknown): EngineFailure {
  const code = systemErrorCode(error);
  const detail = errorText(error);
  if (code === 'EISDIR' || code === 'ENOTFILE') {
    const remedy = code === 'EISDIR' ? 'Name the .onnx file in it.' : 'Name a .onnx file.';
    return new EngineFailure({ reason: `${path} cannot be read: ${detail}.`, remedy }, error);
  }
  const failure =
    code === 'ENOENT'
      ? { reason: `There is no file ${path}.`, remedy: 'Check the path of the model.' }
      : {
          reason: `The file ${path} cannot be read (${code || 'unknown error'}).`,
          remedy: 'Check that it is a file which may be read.',
        };
  return new EngineFailure({ ...failure, detail }, error);
}
