import { closeSync, openSync, readSync } from 'node:fs';

/**
 * A file of /proc, read again and again through one descriptor: opening it each time costs five times as much, which at
 * ten samples a second is a disturbance of what is measured.
 */
export class ProcFile {
  readonly #descriptor: number;
  #buffer = Buffer.allocUnsafe(4096);

  /** @throws Error when the file cannot be opened. */
  constructor(path: string) {
    this.#descriptor = openSync(path, 'r');
  }

  /** @throws Error (ESRCH) when the process behind the file has gone. */
  read(): string {
    for (;;) {
      const length = readSync(this.#descriptor, this.#buffer, 0, this.#buffer.length, 0);
      if (length < this.#buffer.length) return this.#buffer.toString('utf8', 0, length);
      this.#buffer = Buffer.allocUnsafe(this.#buffer.length * 2);
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
