import type { EngineCommand } from '../../../core/contract/engineProtocol.ts';
import type { DryRun } from '../../../core/contract/modelCard.ts';
import { runtimeFailure } from '../custom/runtimeFailure.ts';
import { EngineFailure } from '../EngineFailure.ts';
import { generate, RequestError } from '../generation/generate.ts';
import type { LoadedModel, LoadListeners } from '../LoadedModel.ts';
import { readOnnxFile } from '../onnxFile/readOnnxFile.ts';
import { loadModel } from './loadModel.ts';

type DryRunCommand = Extract<EngineCommand, { type: 'dryRun' }>;

const promptTokens = 4;
const outputTokens = 8;

/** Loads a model, runs it once with its inputs as planned, and lets it go. @throws {EngineFailure} */
export async function dryRun(command: DryRunCommand, listeners: LoadListeners): Promise<DryRun> {
  const { loadMs, model } = await loadModel({ ...command, ...listeners });
  listeners.onProgress('Running the model');
  try {
    return { loadMs, ...(await runOnce(model, command.batchSize)) };
  } catch (error) {
    throw dryRunFailure(error, command);
  } finally {
    await model.release();
  }
}

async function runOnce({ served }: LoadedModel, batchSize: number): Promise<Omit<DryRun, 'loadMs'>> {
  if (served.task === 'run') {
    const { computeMs, outputs } = await served.model.pass(batchSize, 0);
    return { runMs: computeMs, outputs };
  }
  const { vocabulary } = served.model.configuration;
  const prompt = Array.from({ length: promptTokens }, (_, index) => (index + 1) % vocabulary);
  const request = {
    prompts: Array.from({ length: batchSize }, () => prompt),
    maxOutputTokens: outputTokens,
    temperature: 0,
    topP: 1,
    seed: 0,
  };
  const startedAtMs = performance.now();
  const { outputs } = await generate(served.model, request, () => undefined, new AbortController().signal);
  const runMs = performance.now() - startedAtMs;
  const shape = [batchSize, outputTokens];
  return { runMs, outputs: [{ name: 'tokens', type: 'int32', shape }], text: served.decode(outputs[0] ?? []) };
}

function dryRunFailure(error: unknown, { model, source }: DryRunCommand): EngineFailure {
  if (error instanceof EngineFailure) return error;
  const path = source.kind === 'file' ? source.path : model;
  if (error instanceof RequestError) {
    return new EngineFailure({ reason: `${path} cannot be run: ${error.message}.`, remedy: 'Ask for a batch of one.' });
  }
  const names = source.kind === 'file' ? readOnnxFile(source.path).inputs.map(({ name }) => name) : [];
  return new EngineFailure(runtimeFailure(error, path, names), error);
}
