import type { ModelConfiguration } from '../../../core/contract/configuration.ts';

/** A target that needs no server. */
export interface EmbeddedTarget {
  name: string;
  engine: 'onnx' | 'dummy';
  title: string;
  /** Why this target cannot run the model; undefined when it can. */
  refuses(id: string, model: ModelConfiguration): string | undefined;
}

/** Graphs that the embedded engine builds by itself. */
const builtInModels = ['gpt2', 'distilgpt2'];

/** The targets that always exist. */
export const embeddedTargets: readonly EmbeddedTarget[] = [
  {
    name: 'onnx',
    engine: 'onnx',
    title: 'the embedded engine, ONNX Runtime in a process of its own',
    refuses: (id) =>
      builtInModels.includes(id) ? undefined : `runs the models it has built in: ${builtInModels.join(', ')}`,
  },
  {
    name: 'dummy',
    engine: 'dummy',
    title: 'a target of known latency, to judge the measurement by',
    refuses: (_id, model) => (model.type === 'dummy' ? undefined : 'runs models of type "dummy" only'),
  },
];
