/** Processor time of this process from the beginning of a measured window, milliseconds. */
export class CpuWatch {
  readonly #start = process.cpuUsage();

  get elapsedMs(): number {
    const { user, system } = process.cpuUsage(this.#start);
    return (user + system) / 1000;
  }
}
