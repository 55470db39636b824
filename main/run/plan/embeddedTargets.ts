import { architectureOf } from '../../../core/configuration/architectureOf.ts';
import { precisionOf } from '../../../core/configuration/precisionOf.ts';
import type { ModelConfiguration } from '../../../core/contract/configuration.ts';
import { precisions } from '../../../core/contract/engineProtocol.ts';

/** A target that needs no server. */
export interface EmbeddedTarget {
  name: string;
  engine: 'onnx' | 'dummy';
  title: string;
  /** Why this target cannot run the model; undefined when it can, as far as its entry tells. */
  refuses(id: string, model: ModelConfiguration): string | undefined;
}

/** The targets that always exist. */
export const embeddedTargets: readonly EmbeddedTarget[] = [
  {
    name: 'onnx',
    engine: 'onnx',
    title: 'the embedded engine, ONNX Runtime in a process of its own',
    refuses: (id, model) => {
      if (model.type === 'onnx' && model.path !== undefined) return undefined;
      // A folder of weights may tell by itself which graph they are of.
      if (model.type === 'transformer' && (architectureOf(id, model) ?? model.path) !== undefined) {
        const known = precisions.join(', ');
        return precisionOf(model) === undefined ? `runs transformers in ${known}, not in ${model.dtype}` : undefined;
      }
      return 'runs the graphs that it builds (GPT-2, DistilGPT-2), folders of their weights, and ONNX files';
    },
  },
  {
    name: 'dummy',
    engine: 'dummy',
    title: 'a target of known latency, to judge the measurement by',
    refuses: (_id, model) => (model.type === 'dummy' ? undefined : 'runs models of type "dummy" only'),
  },
];
