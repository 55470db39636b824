import type { EngineCommand } from '../../../core/contract/engineProtocol.ts';
import { loadCustomModel } from '../custom/loadCustomModel.ts';
import type { LoadListeners, LoadRequest, TimedLoad } from '../LoadedModel.ts';
import { LoadedEngine } from './LoadedEngine.ts';
import { loadBuiltInModel } from './loadBuiltInModel.ts';

/** Loads a model of either source. @throws {EngineFailure} naming the file, the reason and the remedy. */
export async function loadModel(request: LoadRequest): Promise<TimedLoad> {
  const { source } = request;
  return source.kind === 'gpt' ? loadBuiltInModel(source, request) : loadCustomModel(source, request);
}

type LoadCommand = Extract<EngineCommand, { type: 'load' }>;

/**
 * Prepares the weights, loads the model and opens the socket.
 *
 * @throws {EngineFailure} naming the file, the reason and the remedy.
 */
export async function loadEngine(command: LoadCommand, listeners: LoadListeners): Promise<LoadedEngine> {
  const { model, loadMs } = await loadModel({ ...command, ...listeners });
  const engine = new LoadedEngine(model, loadMs, (error) =>
    listeners.onLog('warn', `A connection to the engine broke: ${error.message}`),
  );
  await engine.listen(command.socketPath);
  return engine;
}
