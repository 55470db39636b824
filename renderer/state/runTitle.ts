import type { RunSummary } from '../../core/contract/storeProtocol.ts';

const mostNames = 3;

function list(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(', ');
  return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
}

/** What a run is about: its plan's name, targets and models. */
export function runTitle(run: Pick<RunSummary, 'name' | 'targets' | 'models'>): string {
  return [run.name, list(run.targets), list(run.models)].filter((part) => part !== '').join(' · ');
}
