import { serverOnlyFile } from '../../../core/configuration/serverOnlyFile.ts';
import { didYouMean } from './didYouMean.ts';

/** What to say of a model that models.json does not have: a file needs something that runs it, a name may be mistyped. */
export function unknownModel(name: string, known: readonly string[]): { message: string; remedy: string } {
  const served = serverOnlyFile(name);
  if (served !== undefined) {
    return { message: served.message, remedy: `${served.remedy} Until then: Choose one of ${known.join(', ')}.` };
  }
  if (name.toLowerCase().endsWith('.onnx') || /[/\\]/.test(name)) {
    return {
      message: `there is no file "${name}", nor a model of that name in models.json`,
      remedy: 'Write the path of an .onnx file or of a folder of weights, as seen from the working directory.',
    };
  }
  return { message: `there is no model "${name}" in models.json`, remedy: didYouMean(name, known) };
}
