import type { PlanRequest } from '../../../core/contract/planRequest.ts';
import { referenceParts } from './referenceParts.ts';

/** Models that a plan names beside those of its cells, for a reference. */
export function referenceModels({ load }: Pick<PlanRequest, 'load'>): string[] {
  if (load.reference === undefined) return [];
  const { model } = referenceParts(load.reference);
  return model === undefined ? [] : [model];
}
