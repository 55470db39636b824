import type { EngineCommand } from '../../../core/contract/engineProtocol.ts';
import { LoadedEngine } from './LoadedEngine.ts';
import { type LoadListeners, loadModel } from './loadModel.ts';

export type LoadCommand = Extract<EngineCommand, { type: 'load' }>;

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
