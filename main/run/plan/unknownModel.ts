import { didYouMean } from './didYouMean.ts';

/** Under this name Triton looks for the file in a version's directory. */
const tritonFileNames: Readonly<Record<string, string>> = { pt: 'model.pt', engine: 'model.plan', plan: 'model.plan' };

/** What to say of a model that models.json does not have: a file needs something that runs it, a name may be mistyped. */
export function unknownModel(name: string, known: readonly string[]): { message: string; remedy: string } {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const choose = `Choose one of ${known.join(', ')}.`;
  const tritonFileName = Object.hasOwn(tritonFileNames, extension) ? tritonFileNames[extension] : undefined;
  if (name.includes('.') && tritonFileName !== undefined) {
    return {
      message: `"${name}" is a ${extension === 'pt' ? 'PyTorch' : 'TensorRT'} file, which needs a server that runs it`,
      remedy: `Serve it through Triton: put it into a model repository as NAME/1/${tritonFileName}, beside NAME/config.pbtxt, and start tritonserver --model-repository=DIR. Measuring Triton comes with a later version. Until then: ${choose}`,
    };
  }
  if (name.includes('.') && extension === 'onnx') {
    return {
      message: `"${name}" is a model file; running ONNX files of one's own comes with a later version`,
      remedy: choose,
    };
  }
  return { message: `there is no model "${name}" in models.json`, remedy: didYouMean(name, known) };
}
