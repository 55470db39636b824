import type { Fingerprint, ResultDocument } from '../../../core/contract/resultDocument.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { displayText, shortName } from '../displayText.ts';
import { subjects } from './subjects.ts';

/** The machine in a few words: "AMD EPYC 9V74, 4 logical cores, no GPU". */
export function machineWords({ host, gpu }: Fingerprint): string {
  const cores = `${formatCount(host.logicalCores)} logical ${host.logicalCores === 1 ? 'core' : 'cores'}`;
  const names =
    'names' in gpu && Array.isArray(gpu.names) ? gpu.names.map((name) => displayText(String(name), 60)) : [];
  return [displayText(host.processor, 80), cores, names.length > 0 ? names.join(' and ') : 'no GPU'].join(', ');
}

/** Why no GPU was measured, or nothing where one was. */
export function gpuAbsence({ gpu }: Fingerprint): string | undefined {
  return 'absent' in gpu ? displayText(String(gpu.absent)) : undefined;
}

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
