import type { RunnerCommand, RunnerEvent } from '../../core/contract/runnerProtocol.ts';
import { connectToParent } from '../worker/connectToParent.ts';
import { Runner } from './Runner.ts';

const parent = connectToParent<RunnerCommand, RunnerEvent>();
const runner = new Runner({
  send: (event) => parent.send(event),
  // On a later turn of the event loop, so that what the step said last leaves first.
  exit: () => setImmediate(() => process.exit(0)),
});
parent.onCommand((command) => runner.onCommand(command));
parent.send({ type: 'ready' });
