import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Calibration, calibration } from '../../../core/contract/calibration.ts';
import type { Fingerprint } from '../../../core/contract/resultDocument.ts';
import type { ServedProtocol } from '../../../core/contract/targetKind.ts';
import { readRegularFile } from '../../files/regularFile.ts';
import { FailureError } from '../sessions/FailureError.ts';
import type { StartWorker } from '../workers/WorkerProcess.ts';
import { calibrateClient } from './calibrateClient.ts';

/** One has half a kilobyte; there is one for each machine and version. */
const largestBytes = 16 * 2 ** 20;

const storedCalibrations = z.array(calibration);

/** The client's calibrations, kept in the data directory. One holds for the machine and versions that it was measured on. */
export class Calibrations {
  readonly #directory: string;
  readonly #startWorker: StartWorker;

  constructor(directory: string, startWorker: StartWorker) {
    this.#directory = directory;
    this.#startWorker = startWorker;
  }

  /** The one of a protocol that was measured on this machine with these versions; undefined when there is none. */
  async stored(facts: MachineIdentity, protocol: ServedProtocol): Promise<Calibration | undefined> {
    const machine = machineOf(facts);
    return (await this.#read()).find((each) => each.machine === machine && each.protocol === protocol);
  }

  /**
   * Measures anew and keeps it. Takes about four seconds.
   *
   * @throws FailureError when it cannot be measured, the system's error when it cannot be kept, or the signal's reason.
   */
  async measure(facts: MachineIdentity, protocol: ServedProtocol, signal: AbortSignal): Promise<Calibration> {
    const machine = machineOf(facts);
    const measured = await calibrateClient({
      startWorker: this.#startWorker,
      protocol,
      machine,
      measuredAt: new Date().toISOString(),
      signal,
    });
    const others = (await this.#read()).filter((each) => each.machine !== machine || each.protocol !== protocol);
    await mkdir(this.#directory, { recursive: true });
    // Beside it first, so that a crash leaves the one from before.
    const beside = `${this.#path}.${process.pid}`;
    await writeFile(beside, `${JSON.stringify([measured, ...others], undefined, 2)}\n`);
    await rename(beside, this.#path);
    return measured;
  }

  get #path(): string {
    return join(this.#directory, 'calibration.json');
  }

  /** Nothing where there is no file, or one that is not understood: a calibration can always be made again. */
  async #read(): Promise<Calibration[]> {
    let text: string;
    try {
      text = (await readRegularFile(this.#path, largestBytes)).toString('utf8');
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return [];
      throw new FailureError({
        reason: `The client’s calibrations cannot be read from ${this.#path}: ${message}`,
        remedy: 'Remove it: the client is calibrated anew then, which takes four seconds.',
      });
    }
    try {
      return storedCalibrations.parse(JSON.parse(text));
    } catch {
      return [];
    }
  }
}

/** What a calibration depends on. */
export type MachineIdentity = Pick<Fingerprint, 'product' | 'host' | 'runtime'>;

function machineOf({ product, host, runtime }: MachineIdentity): string {
  const cores = `${host.logicalCores} logical cores`;
  const program = runtime.electron === undefined ? `Node ${runtime.node}` : `Electron ${runtime.electron}`;
  return [host.hostname, host.processor, cores, program, `version ${product.version}`].join(', ');
}
