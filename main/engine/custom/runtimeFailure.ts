import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { errorText, isOutOfMemory } from '../EngineFailure.ts';

interface KnownText {
  pattern: RegExp;
  reason: (match: RegExpMatchArray) => string;
  remedy: (match: RegExpMatchArray) => string;
}

/** What ONNX Runtime 1.30 says when a pass fails, as far as an input is behind it. */
const known: readonly KnownText[] = [
  {
    pattern: /Got invalid dimensions for input: (\S+)[\s\S]*?index: (\d+) Got: (\d+) Expected: (\d+)/,
    reason: ([, name, axis, got, expected]) =>
      `the input "${name}" has ${got} where the model takes ${expected} (dimension ${axis})`,
    remedy: ([, name]) => `Give its sizes: inputs.${name}.shape.`,
  },
  {
    pattern: /Invalid rank for input: (\S+) Got: (\d+) Expected: (\d+)/,
    reason: ([, name, got, expected]) => `the input "${name}" has ${got} dimensions where the model takes ${expected}`,
    remedy: ([, name]) => `Give all its sizes: inputs.${name}.shape.`,
  },
  {
    pattern: /indices element out of data bounds, idx=(-?\d+) must be within the inclusive range \[(-?\d+),(\d+)\]/,
    reason: ([, index, , last]) => `a table of ${Number(last) + 1} rows is asked for row ${index}`,
    remedy: ([, , , last]) => `Draw the ids from 0 to ${last}: inputs.<name>.maximum of the input that holds them.`,
  },
  {
    pattern: /input '([^']+)' is missing in 'feeds'/,
    reason: ([, name]) => `it needs the input "${name}", which its file does not list`,
    remedy: () => 'Export the model anew.',
  },
];

/** Why a pass of a user's model failed, in plain words, with the runtime's own beside. */
export function runtimeFailure(error: unknown, path: string, inputNames: readonly string[]): Failure {
  const detail = errorText(error);
  if (isOutOfMemory(error)) {
    const reason = `There is not enough memory to run ${path} with these inputs.`;
    return { reason, remedy: 'Use a smaller batch, or smaller sizes: inputs.<name>.shape.', detail };
  }
  for (const { pattern, reason, remedy } of known) {
    const match = detail.match(pattern);
    if (match !== null)
      return { reason: `ONNX Runtime cannot run ${path}: ${reason(match)}.`, remedy: remedy(match), detail };
  }
  const node = /while running (\S+) node/.exec(detail)?.[1];
  return {
    reason: `ONNX Runtime cannot run ${path} with these inputs${node === undefined ? '' : `: its ${node} fails`}.`,
    remedy: `Give the sizes and values that the model is made for (inputs.<name>.shape, minimum, maximum); its inputs are ${inputNames.join(', ') || 'none'}.`,
    detail,
  };
}
