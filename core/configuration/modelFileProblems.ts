import { type Precision, precisions } from '../contract/engineProtocol.ts';
import type { ConfigurationProblem } from './ConfigurationProblem.ts';
import { looseValue } from './looseValue.ts';
import { serverOnlyFile } from './serverOnlyFile.ts';

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
