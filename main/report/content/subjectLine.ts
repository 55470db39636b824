import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { shortName } from '../displayText.ts';
import { machineWords } from './machineWords.ts';
import { subjects } from './subjects.ts';

const most = 4;

/** What was measured on what: "onnx 1.30.0 · distilgpt2, gpt2 · AMD EPYC 9V74, 4 logical cores, no GPU". */
export function subjectLine(document: ResultDocument): string {
  const list = subjects(document);
  const versions = new Map(
    document.run.fingerprint.engines.map(({ target, runtimeVersion }) => [target, runtimeVersion]),
  );
  const targets = [...new Set(list.map(({ target }) => target))].map((target) => {
    const version = versions.get(target);
    return version ? `${shortName(target)} ${shortName(version)}` : shortName(target);
  });
  const models = [...new Set(list.map(({ model }) => model))].map(shortName);
  return [few(targets), few(models), machineWords(document.run.fingerprint)].filter((part) => part !== '').join(' · ');
}

function few(names: readonly string[]): string {
  const left = names.length - most;
  return left > 0 ? `${names.slice(0, most).join(', ')} and ${left} more` : names.join(', ');
}
