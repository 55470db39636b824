import type { InputOverride } from '../../../../core/contract/modelCard.ts';
import { loadCustomModel } from '../../../../main/engine/custom/loadCustomModel.ts';
import type { LoadedModel } from '../../../../main/engine/LoadedModel.ts';

/** Loads a model file on the processor with one thread. */
export async function loadFile(path: string, inputs: Record<string, InputOverride> = {}): Promise<LoadedModel> {
  const source = { kind: 'file', path, inputs } as const;
  const nothing = (): void => undefined;
  const how = { provider: 'cpu', threads: 1, prepacking: true, cacheDirectory: '/nowhere' } as const;
  const { model } = await loadCustomModel(source, {
    source,
    model: 'own',
    ...how,
    onLog: nothing,
    onProgress: nothing,
  });
  return model;
}
