import type { PlannedReference, PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { PromptForm } from '../../../core/contract/runnerProtocol.ts';

/** Two targets that are asked the same: what is measured and what it is held against. */
export interface ComparedSides {
  own: PlannedStep;
  reference: PlannedStep;
  promptForm: PromptForm;
}

/**
 * How both sides of a comparison of outputs are asked. Token ids where both are the embedded engine; where one is a server
 * both get the same text, and where the other is none, by the route that puts no words of its own around it: the embedded
 * engine has no template of a chat.
 */
export function comparedSides(step: PlannedStep, reference: PlannedReference): ComparedSides {
  const { endpoint = 'chat', url, provider, vendorFields: _, loading: __, search: ___, ...common } = step;
  const areServers = url !== undefined && reference.url !== undefined;
  const isEngineAlone = url === undefined && reference.url === undefined;
  const side = (of: Pick<PlannedStep, 'target' | 'engine' | 'model' | 'url' | 'provider'>): PlannedStep => ({
    ...common,
    ...of,
    ...(of.url === undefined ? {} : { endpoint: areServers ? endpoint : 'completions', vendorFields: true }),
    load: { ...step.load, batchSize: 1 },
    stream: false,
  });
  const own = {
    target: step.target,
    engine: step.engine,
    model: step.model,
    ...(url === undefined ? {} : { url }),
    ...(provider === undefined ? {} : { provider }),
  };
  return { own: side(own), reference: side(reference), promptForm: isEngineAlone ? 'tokens' : 'text' };
}
