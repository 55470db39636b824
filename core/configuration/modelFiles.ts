import type { ModelConfiguration } from '../contract/configuration.ts';
import type { ConfigurationProblem } from '../contract/configurationProblem.ts';
import { type Precision, precisions } from '../contract/engineProtocol.ts';
import { looseValue } from './looseValue.ts';

type Architecture = NonNullable<ModelConfiguration['architecture']>;

/** Ids that name a graph of the embedded engine by themselves, as they do in files from before there was a key for it. */
const namedByTheirId: readonly string[] = ['gpt2', 'distilgpt2'] satisfies Architecture[];

/** Which of its graphs the embedded engine builds for a model; undefined when none is named. */
export function architectureOf(id: string, model: ModelConfiguration): Architecture | undefined {
  if (model.type !== 'transformer') return undefined;
  return model.architecture ?? (namedByTheirId.includes(id) ? (id as Architecture) : undefined);
}

/** The variant of a built-in graph that a model's `dtype` names; undefined for one that the embedded engine has not. */
export function precisionOf(model: ModelConfiguration): Precision | undefined {
  return precisions.find((precision) => precision === (model.dtype ?? 'float32'));
}

/** Under this name Triton looks for the file in a version's directory. */
const tritonFileNames: Readonly<Record<string, string>> = { pt: 'model.pt', engine: 'model.plan', plan: 'model.plan' };

/** Why a PyTorch or TensorRT file cannot be run without a server, and how to serve it; undefined for any other name. */
export function serverOnlyFile(name: string): { message: string; remedy: string } | undefined {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const tritonFileName = Object.hasOwn(tritonFileNames, extension) ? tritonFileNames[extension] : undefined;
  if (!name.includes('.') || tritonFileName === undefined) return undefined;
  return {
    message: `"${name}" is a ${extension === 'pt' ? 'PyTorch' : 'TensorRT'} file, which needs a server that runs it`,
    remedy: `Serve it through Triton: put it into a model repository as NAME/1/${tritonFileName}, beside NAME/config.pbtxt, and start tritonserver --model-repository=DIR. Measuring Triton comes with a later version.`,
  };
}

const halfPrecisions: readonly unknown[] = ['float16', 'bfloat16'];

/** What the embedded engine cannot do with an entry of models.json, as far as its keys tell; files are not looked at. */
export function modelFileProblems(document: unknown, id: string): ConfigurationProblem[] {
  const keyed = (key: string): unknown => looseValue(document, 'models', id, key);
  const path = keyed('path');
  const [type, architecture, dtype] = [keyed('type'), keyed('architecture'), keyed('dtype')];
  const problems: ConfigurationProblem[] = [];
  const report = (key: string, value: unknown, message: string, remedy: string): void => {
    const shown = value === undefined ? 'nothing' : JSON.stringify(value);
    problems.push({ file: 'models.json', path: `models.${id}.${key}`, value: shown, message, remedy });
  };
  if (typeof path === 'string') {
    const refusal = serverOnlyFile(path);
    if (refusal !== undefined) report('path', path, refusal.message, refusal.remedy);
  }
  if (type === 'transformer' && architecture !== undefined && halfPrecisions.includes(dtype)) {
    const known: readonly Precision[] = precisions;
    report('dtype', dtype, 'is no variant of the embedded engine', `Write one of ${known.join(', ')}.`);
  }
  if (type !== 'transformer' && architecture !== undefined) {
    report(
      'architecture',
      architecture,
      `is of a model of type "${String(type)}"`,
      'Remove it: only transformers have one.',
    );
  }
  if (type !== 'onnx' && keyed('inputs') !== undefined) {
    report(
      'inputs',
      '…',
      `are of a model of type "${String(type)}"`,
      'Remove them: only models of type "onnx" have inputs to fill.',
    );
  }
  return problems;
}
