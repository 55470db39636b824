import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ExecutionProvider, ProviderProbe } from '../../../core/contract/executionProvider.ts';
import { errorText } from '../errorText.ts';
import { OnnxGraph } from '../onnx/OnnxGraph.ts';
import { type MachineFiles, missingLibrary, systemFiles } from './missingLibrary.ts';
import { providerLibraries } from './providerLibraries.ts';
import { refusalOf } from './refusalOf.ts';
import { sessionOptionsFor } from './sessionOptionsFor.ts';
import { unloadableLibrary } from './unloadableLibrary.ts';
import { webGpuDevice } from './webGpuDevice.ts';

/**
 * Finds out whether a provider works on this machine by running a tiny model with it: that the runtime was built for it
 * says nothing. To be called in a process that is thrown away, since a native library may take it down.
 */
export async function probeProvider(
  provider: ExecutionProvider,
  files: MachineFiles = systemFiles,
  directory: string = bindingDirectory(),
): Promise<ProviderProbe> {
  const missing = missingLibrary(provider, directory, files);
  if (missing !== undefined) return { provider, works: false, ...missing, libraries: providerLibraries() };
  try {
    await runTinyModel(provider);
  } catch (error) {
    return {
      provider,
      works: false,
      ...refusalOf(provider, refusalText(provider, errorText(error), directory)),
      libraries: providerLibraries(),
    };
  }
  return {
    provider,
    works: true,
    ...(provider === 'webgpu' ? webGpuDevice(files, process.env) : {}),
    libraries: providerLibraries(),
  };
}

/** The runtime's words, and the loader's beside them where the runtime says only that a library did not load. */
function refusalText(provider: ExecutionProvider, text: string, directory: string): string {
  if (!text.includes('Failed to load shared library')) return text;
  const loader = unloadableLibrary(provider, directory);
  return loader === undefined ? text : `${text}\n${loader}`;
}

/** Where the runtime's own libraries lie, and where it looks for those of a provider. */
function bindingDirectory(): string {
  const packageFile = createRequire(import.meta.url).resolve('onnxruntime-node/package.json');
  return join(dirname(packageFile), 'bin', 'napi-v6', process.platform, process.arch);
}

/** An addition and not an identity, which the runtime would optimise away without asking the device for anything. */
async function runTinyModel(provider: ExecutionProvider): Promise<void> {
  const graph = new OnnxGraph('probe');
  graph.input('x', 'float', [4]);
  graph.output('sum', 'float', [4]);
  graph.node('Add', ['x', 'x'], 'sum');
  const session = await InferenceSession.create(
    graph.encode(),
    sessionOptionsFor({ provider, threads: 1, prepacking: true }),
  );
  try {
    const outputs = await session.run({ x: new Tensor('float32', Float32Array.of(1, -2, 3.5, 0), [4]) });
    const sum = [...((outputs.sum?.data ?? []) as Float32Array)];
    if (sum.join(' ') !== '2 -4 7 0') throw new Error(`the device computed ${sum.join(' ')} where 2 -4 7 0 is right`);
  } finally {
    await session.release();
  }
}
