import { architectureOf, precisionOf } from '../../configuration/modelFiles.ts';
import { precisions } from '../../contract/engineProtocol.ts';
import type { TargetKind } from '../TargetKind.ts';

/** The embedded engine. */
export const onnx = {
  name: 'onnx',
  title: 'the embedded engine, ONNX Runtime in a process of its own',
  traits: {
    startsEngine: true,
    outputs: 'tokens',
    settings: ['provider'],
    processes: { role: 'engine', of: 'engine process' },
  },
  refuses: (id, model) => {
    if (model.type === 'onnx' && model.path !== undefined) return undefined;
    // A folder of weights may tell by itself which graph they are of.
    if (model.type === 'transformer' && (architectureOf(id, model) ?? model.path) !== undefined) {
      const known = precisions.join(', ');
      return precisionOf(model) === undefined ? `runs transformers in ${known}, not in ${model.dtype}` : undefined;
    }
    return 'runs the graphs that it builds (GPT-2, DistilGPT-2), folders of their weights, and ONNX files';
  },
} as const satisfies TargetKind;
