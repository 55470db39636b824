import type { ModelSource } from '../../../core/contract/engineProtocol.ts';
import type { ModelCard } from '../../../core/contract/modelCard.ts';
import { customCard } from '../custom/customCard.ts';
import { gptCard } from './gptCard.ts';

/** What a model is, without loading it. @throws {EngineFailure} */
export function inspect(source: ModelSource): ModelCard {
  return source.kind === 'file' ? customCard(source.path, source.inputs) : gptCard(source);
}
