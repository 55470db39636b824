import { forkWorker } from '../../main/run/workers/forkWorker.ts';
import { LivingWorkers } from '../../main/run/workers/LivingWorkers.ts';

/*
 * A parent of workers whose bundles stand in the directory that it is given. It says which processes it has once each has
 * sent a message, and then waits for its own end.
 */
const workers = new LivingWorkers(forkWorker(process.argv[2] ?? ''));
const started = (['runner', 'engine'] as const).map((name) => workers.start(name));
const ready = started.map((worker) => new Promise<void>((resolve) => worker.onEvent(() => resolve())));
await Promise.all(ready);
process.stdout.write(`${started.map(({ processId }) => processId).join(' ')}\n`);
