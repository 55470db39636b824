import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { nearestNames } from '../../../core/configuration/nearestNames.ts';
import { trafficNames } from '../../../core/contract/trafficPlan.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { readTrace } from '../../files/readTrace.ts';
import type { Recording } from '../plan/Recordings.ts';

/** Reads recordings of traffic for plans: a window that resolves its plan at each change reads a file once while it stays as it is. */
export class RecordingReader {
  #last: { stamp: string; outcome: Recording | Failure } | undefined;

  /** @param name a path, a relative one as seen from the working directory. */
  async read(name: string): Promise<Recording | Failure> {
    const path = resolve(name);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) return unknownTraffic(name, path);
    const stamp = `${path} ${found.mtimeMs} ${found.size}`;
    if (this.#last?.stamp === stamp) return this.#last.outcome;
    const read = await readTrace(path);
    const outcome = 'trace' in read ? { path, trace: read.trace } : read.failure;
    this.#last = { stamp, outcome };
    return outcome;
  }
}

function unknownTraffic(name: string, path: string): Failure {
  const near = nearestNames(basename(name), trafficNames);
  return {
    reason: `there is no traffic "${name}", nor a recording at ${path}`,
    remedy:
      near.length > 0
        ? `Did you mean ${near.join(' or ')}?`
        : `Write ${trafficNames.join(', ')}, or the path of a recording.`,
  };
}
