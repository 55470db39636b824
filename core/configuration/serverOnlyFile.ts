/** Under this name Triton looks for the file in a version's directory. */
const tritonFileNames: Readonly<Record<string, string>> = { pt: 'model.pt', engine: 'model.plan', plan: 'model.plan' };

/** Why a PyTorch or TensorRT file cannot be run without a server, and how to serve it; undefined for any other name. */
export function serverOnlyFile(name: string): { message: string; remedy: string } | undefined {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const tritonFileName = Object.hasOwn(tritonFileNames, extension) ? tritonFileNames[extension] : undefined;
  if (!name.includes('.') || tritonFileName === undefined) return undefined;
  return {
    message: `"${name}" is a ${extension === 'pt' ? 'PyTorch' : 'TensorRT'} file, which needs a server that runs it`,
    remedy: `Serve it through Triton: put it into a model repository as NAME/1/${tritonFileName}, beside NAME/config.pbtxt, and start tritonserver --model-repository=DIR. Measuring Triton comes with a later version.`,
  };
}
