import type { ModelConfiguration } from '../contract/configuration.ts';

type Architecture = NonNullable<ModelConfiguration['architecture']>;

/** Ids that name a graph of the embedded engine by themselves, as they do in files from before there was a key for it. */
const namedByTheirId: readonly string[] = ['gpt2', 'distilgpt2'] satisfies Architecture[];

/** Which of its graphs the embedded engine builds for a model; undefined when none is named. */
export function architectureOf(id: string, model: ModelConfiguration): Architecture | undefined {
  if (model.type !== 'transformer') return undefined;
  return model.architecture ?? (namedByTheirId.includes(id) ? (id as Architecture) : undefined);
}
