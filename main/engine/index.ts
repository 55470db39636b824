import type { EngineCommand, EngineEvent } from '../../core/contract/engineProtocol.ts';
import { connectToParent } from '../worker/connectToParent.ts';
import { EngineWorker } from './process/EngineWorker.ts';
import { reportUncaughtErrors } from './process/reportUncaughtErrors.ts';

const parent = connectToParent<EngineCommand, EngineEvent>();
reportUncaughtErrors((event) => parent.send(event));
const worker = new EngineWorker((event) => parent.send(event));
parent.onCommand((command) => {
  void worker.handle(command).then((ends) => {
    if (ends) process.exit(0);
  });
});
parent.send({ type: 'ready' });
