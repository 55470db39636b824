import type { GpuDeviceSample } from '../../../core/contract/telemetryProtocol.ts';
import { parseGpuRows, type SampledField, sampledFields } from './gpuRows.ts';
import { callNvidiaSmi } from './nvidiaSmi.ts';

/** Its own figures are averages over about a second on current devices: asking more often brings the same numbers again. */
const intervalMs = 1000;
const deadlineMs = 5000;
/** After this many failures in a row the source is lost. */
const failuresUntilLost = 5;

/** Calls nvidia-smi once a second, one call at a time, and hands out each reading. */
export class GpuSampler {
  readonly #toolPath: string;
  readonly #onReading: (devices: GpuDeviceSample[]) => void;
  readonly #onLost: (reason: string) => void;
  #fields: readonly SampledField[] = sampledFields;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #isClosed = false;

  constructor(toolPath: string, onReading: (devices: GpuDeviceSample[]) => void, onLost: (reason: string) => void) {
    this.#toolPath = toolPath;
    this.#onReading = onReading;
    this.#onLost = onLost;
    void this.#read();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  async #read(): Promise<void> {
    const query = [`--query-gpu=${this.#fields.join(',')}`, '--format=csv,noheader,nounits'];
    const answer = await callNvidiaSmi(this.#toolPath, query, deadlineMs);
    if (this.#isClosed) return;
    const refused = refusedField(answer.standardOutput, this.#fields);
    if (refused !== undefined) {
      // One unknown field refuses the whole query, and only the first is named: drop it and ask again at once.
      this.#fields = this.#fields.filter((field) => field !== refused);
      return this.#read();
    }
    const devices = parseGpuRows(answer.standardOutput, this.#fields);
    if (devices.length > 0) {
      this.#failures = 0;
      this.#onReading(devices);
    } else {
      this.#failures += 1;
      if (this.#failures >= failuresUntilLost) {
        this.#onLost(answer.problem ?? (answer.standardOutput.trim().split('\n')[0] || `exit code ${answer.exitCode}`));
        return;
      }
    }
    this.#timer = setTimeout(() => void this.#read(), intervalMs);
  }
}

/** The field that nvidia-smi refused, as long as the query would be a query without it. */
export function refusedField(output: string, fields: readonly SampledField[]): SampledField | undefined {
  const name = /Field\s+["“]([^"”]+)["”] is not a valid field/.exec(output)?.[1];
  return fields.length > 1 ? fields.find((field) => field === name) : undefined;
}
