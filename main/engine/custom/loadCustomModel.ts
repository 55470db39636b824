import { env, InferenceSession } from 'onnxruntime-node';
import type { ModelSource } from '../../../core/contract/engineProtocol.ts';
import type { ServedModel } from '../channel/ServedModel.ts';
import { EngineFailure, errorText, isOutOfMemory } from '../EngineFailure.ts';
import type { LoadRequest, TimedLoad } from '../LoadedModel.ts';
import type { OnnxFile } from '../onnxFile/OnnxFile.ts';
import { readOnnxFile } from '../onnxFile/readOnnxFile.ts';
import { providerLibraries } from '../providers/providerLibraries.ts';
import { sessionOptionsFor } from '../providers/sessionOptionsFor.ts';
import { decodeTokens } from '../text/decodeTokens.ts';
import { CustomModel } from './CustomModel.ts';
import { checkMemory, neededMemoryBytes } from './customCard.ts';
import { DecoderModel } from './decoder/DecoderModel.ts';
import { type DecoderLayout, decoderLayout } from './decoder/decoderLayout.ts';
import { evaluateCustomModel } from './golden/evaluateCustomModel.ts';
import { planInputs } from './inputs/planInputs.ts';

type FileSource = Extract<ModelSource, { kind: 'file' }>;

/** Tokens of GPT-2's vocabulary, whose texts are known. */
const gpt2Vocabulary = 50_257;

/** Loads a user's model from its file; a decoder is tried with one token. @throws {EngineFailure} */
export async function loadCustomModel(source: FileSource, request: LoadRequest): Promise<TimedLoad> {
  const file = readOnnxFile(source.path);
  const plans = planInputs(file, source.inputs);
  checkMemory(source.path, neededMemoryBytes(file));
  // Where the global exists, the library makes half-precision tensors of it that its binding then refuses.
  if (file.inputs.some(({ type }) => type === 'float16')) Reflect.deleteProperty(globalThis, 'Float16Array');

  request.onProgress('Loading the model');
  const startedAtMs = performance.now();
  const session = await openSession(file, request);
  const layout = decoderLayout(file);
  const custom = new CustomModel(session, plans);
  const served = layout === null ? passServed(custom) : await decoderServed(session, layout, file);
  const loadMs = performance.now() - startedAtMs;
  const runtimeVersion = env.versions.node ?? env.versions.common;
  return {
    loadMs,
    model: {
      served,
      description: {
        model: request.model,
        task: served.task,
        parameters: file.parameters,
        provider: request.provider,
        libraries: providerLibraries(),
        threads: request.threads,
        prepacking: request.prepacking,
        precision: 'as in the file',
        weights: 'own file',
        runtimeVersion,
        ...(served.task === 'generate' ? { vocabulary: served.model.configuration.vocabulary } : {}),
      },
      evaluate: (evaluation, onProgress) => evaluateCustomModel(custom, file, evaluation, onProgress),
      release: () => session.release(),
    },
  };
}

async function openSession(file: OnnxFile, request: LoadRequest): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(file.path, sessionOptionsFor(request));
  } catch (error) {
    const detail = errorText(error);
    const failure = isOutOfMemory(error)
      ? {
          reason: `There is not enough memory to load ${file.path}.`,
          remedy: 'Close other programs, or choose a smaller model.',
        }
      : {
          reason: `ONNX Runtime refused the model ${file.path} on provider ${request.provider}.`,
          remedy: 'Check it with onnx.checker, or export it anew; the detail says what the runtime found.',
        };
    throw new EngineFailure({ ...failure, detail }, error);
  }
}

function passServed(model: CustomModel): ServedModel {
  return { task: 'run', model };
}

/** The vocabulary is what the logits of a first token show. */
async function decoderServed(session: InferenceSession, layout: DecoderLayout, file: OnnxFile): Promise<ServedModel> {
  try {
    const probe = new DecoderModel(session, layout, layout.vocabulary ?? 1);
    probe.begin(1);
    const vocabulary = layout.vocabulary ?? (await probe.vocabularyOf(0));
    const model = new DecoderModel(session, layout, vocabulary);
    model.begin(1);
    await model.step([[0]], 1);
    const decode = (tokens: readonly number[]): string =>
      vocabulary === gpt2Vocabulary ? decodeTokens([...tokens]) : tokens.join(' ');
    return { task: 'generate', model, decode };
  } catch (error) {
    await session.release();
    const reason = `ONNX Runtime cannot generate a first token with ${file.path}.`;
    const remedy = 'Export the decoder with past keys and values of float32, or without them to run it as a whole.';
    throw new EngineFailure({ reason, remedy, detail: errorText(error) }, error);
  }
}
