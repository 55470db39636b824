import type { RunSummary } from '../../../core/contract/storeProtocol.ts';

/** The choice that filters nothing. */
export const anyOne = '*';

export interface RunFilter {
  words: string;
  validity: string;
  target: string;
}

/** The runs whose number, name, target, model or scenario holds every word, of the validity and target asked for. */
export function filterRuns(runs: readonly RunSummary[], { words, validity, target }: RunFilter): RunSummary[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return runs.filter((run) => {
    const text = [run.number, run.name, ...run.targets, ...run.models, ...run.scenarios, run.status]
      .join(' ')
      .toLowerCase();
    return (
      (validity === anyOne || run.verdict === validity) &&
      (target === anyOne || run.targets.includes(target)) &&
      wanted.every((word) => text.includes(word))
    );
  });
}
