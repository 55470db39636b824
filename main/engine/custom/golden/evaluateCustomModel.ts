import type { Tensor } from 'onnxruntime-node';
import type { Evaluation, Quality } from '../../../../core/contract/engineProtocol.ts';
import { EngineFailure } from '../../EngineFailure.ts';
import type { OnnxFile } from '../../onnxFile/OnnxFile.ts';
import type { CustomModel } from '../CustomModel.ts';
import { elementsOf, tensorOf } from '../InputFiller.ts';
import { runtimeFailure } from '../runtimeFailure.ts';
import { answerOf } from './goldenAnswers.ts';
import { type Golden, type GoldenSample, type GoldenValues, readGoldenFile } from './goldenFile.ts';

const defaultTolerance = 1e-3;

/**
 * Holds the outputs of a user's model against those of a golden file, sample by sample.
 *
 * @throws {EngineFailure} naming the file, the sample and the input or output.
 */
export async function evaluateCustomModel(
  model: Pick<CustomModel, 'run'>,
  file: OnnxFile,
  evaluation: Evaluation,
  onProgress: (activity: string, fraction?: number) => void,
): Promise<Quality> {
  if (evaluation.kind !== 'golden') {
    const reason = `The model ${file.path} has no reference that the engine could build.`;
    throw new EngineFailure({ reason, remedy: 'Give a golden file with samples and their right outputs or labels.' });
  }
  const golden = readGoldenFile(evaluation.path);
  const { samples } = golden.content;
  const compared = { outputs: 0, same: 0, labels: 0, right: 0 };
  for (const [index, sample] of samples.entries()) {
    onProgress('Comparing outputs', index / samples.length);
    const outputs = await runSample(model, file, golden, sample, index);
    if (sample.outputs !== undefined) {
      compared.outputs += 1;
      if (isSame(outputs, golden, sample, index)) compared.same += 1;
    }
    if (sample.label !== undefined) {
      compared.labels += 1;
      if (isRight(outputs, golden, sample.label)) compared.right += 1;
    }
  }
  return {
    reference: golden.path,
    samples: samples.length,
    ...(compared.outputs === 0 ? {} : { exactMatch: compared.same / compared.outputs }),
    ...(compared.labels === 0 ? {} : { accuracy: compared.right / compared.labels }),
  };
}

async function runSample(
  model: Pick<CustomModel, 'run'>,
  file: OnnxFile,
  golden: Golden,
  sample: GoldenSample,
  index: number,
): Promise<Record<string, Tensor>> {
  const feeds: Record<string, Tensor> = {};
  for (const { element, name } of file.inputs) {
    const given = sample.inputs[name];
    const place = `samples[${index}].inputs.${name}`;
    if (given === undefined || element === undefined) throw problem(golden, `${place} is missing`);
    feeds[name] = tensorOf(element, elementsOf(element, numbersOf(golden, given, place)), given.shape);
  }
  const unknown = Object.keys(sample.inputs).find((name) => !(name in feeds));
  if (unknown !== undefined) {
    throw problem(
      golden,
      `samples[${index}].inputs.${unknown}: the model has the inputs ${Object.keys(feeds).join(', ')}`,
    );
  }
  try {
    return await model.run(feeds);
  } catch (error) {
    throw new EngineFailure(
      runtimeFailure(error, `${file.path} on samples[${index}] of ${golden.path}`, Object.keys(feeds)),
    );
  }
}

function isSame(
  outputs: Readonly<Record<string, Tensor>>,
  golden: Golden,
  sample: GoldenSample,
  index: number,
): boolean {
  return Object.entries(sample.outputs ?? {}).every(([name, expected]) => {
    const place = `samples[${index}].outputs.${name}`;
    const output = outputs[name];
    if (output === undefined)
      throw problem(golden, `${place}: the model has the outputs ${Object.keys(outputs).join(', ')}`);
    const wanted = numbersOf(golden, expected, place);
    const got = numbersOfTensor(output);
    const tolerance = expected.tolerance ?? golden.content.tolerance ?? defaultTolerance;
    if (output.dims.join() !== expected.shape.join()) return false;
    for (let element = 0; element < wanted.length; element += 1) {
      const value = wanted[element] ?? 0;
      // Written so that a NaN is no match.
      if (!(Math.abs((got[element] ?? Number.NaN) - value) <= tolerance * Math.max(1, Math.abs(value)))) return false;
    }
    return true;
  });
}

function isRight(outputs: Readonly<Record<string, Tensor>>, golden: Golden, label: number | string): boolean {
  const name = golden.content.output ?? Object.keys(outputs)[0] ?? '';
  const output = outputs[name];
  if (output === undefined)
    throw problem(golden, `output: the model has the outputs ${Object.keys(outputs).join(', ')}`);
  return answerOf(numbersOfTensor(output), output.dims.at(-1) ?? 1, golden) === String(label).trimEnd();
}

function numbersOf(golden: Golden, { data, shape }: GoldenValues, place: string): ArrayLike<number> {
  const elements = shape.reduce((product, size) => product * size, 1);
  const values = typeof data === 'string' ? floatsOf(data) : data;
  if (values.length === elements) return values;
  throw problem(golden, `${place} has ${values.length} numbers where [${shape.join(', ')}] holds ${elements}`);
}

function floatsOf(base64: string): Float32Array {
  const bytes = Buffer.from(base64, 'base64');
  const values = new Float32Array(Math.floor(bytes.length / 4));
  for (let index = 0; index < values.length; index += 1) values[index] = bytes.readFloatLE(index * 4);
  return values;
}

function numbersOfTensor({ data }: Tensor): ArrayLike<number> {
  if (data instanceof BigInt64Array || data instanceof BigUint64Array || Array.isArray(data))
    return Array.from(data, Number);
  return data as ArrayLike<number>;
}

function problem(golden: Golden, what: string): EngineFailure {
  return new EngineFailure({ reason: `In the golden file ${golden.path}, ${what}.`, remedy: 'Correct this field.' });
}
