import type { StoreCommand, StoreEvent } from '../../core/contract/storeProtocol.ts';
import { connectToParent } from '../worker/connectToParent.ts';
import { StoreService } from './StoreService.ts';

/*
 * The store process: the only one that writes the database. However it is asked to end, by its parent, by the parent's
 * disappearance, it first commits what waits and lets go of the data directory.
 */
const parent = connectToParent<StoreCommand, StoreEvent>();
const service = new StoreService((event) => parent.send(event));

process.on('exit', () => {
  if (!service.close()) process.exitCode = 1;
});

parent.onCommand((command) => {
  if (command.type === 'shutdown') process.exit();
  else service.handle(command);
});
parent.send({ type: 'ready' });
