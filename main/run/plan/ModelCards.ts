import type { ModelCard } from '../../../core/contract/modelCard.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';

/** By model id: what the files of a model say, or why they cannot be used. Models without files have no entry. */
export type ModelCards = ReadonlyMap<string, ModelCard | Failure>;

/** Whether the files of a model can be used. */
export function isCard(entry: ModelCard | Failure): entry is ModelCard {
  return 'kind' in entry;
}
