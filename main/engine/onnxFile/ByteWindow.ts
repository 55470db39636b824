import { readSync } from 'node:fs';
import { OnnxFileError } from './OnnxFileError.ts';

/** Read at once: most headers of a model lie within a few of these, and a skipped weight costs none. */
const windowBytes = 65_536;
/** No name, key or text of a model that is worth keeping is longer. */
const longestTextBytes = 65_536;

const textDecoder = new TextDecoder();

/**
 * A file that is read in pieces as they are needed; what is skipped is never read. Memory is one window, whatever the
 * size of the file.
 */
export class ByteWindow {
  readonly sizeBytes: number;
  readonly #descriptor: number;
  readonly #window = new Uint8Array(windowBytes);
  #start = 0;
  #end = 0;

  constructor(descriptor: number, sizeBytes: number) {
    this.#descriptor = descriptor;
    this.sizeBytes = sizeBytes;
  }

  /** The byte at `offset`. @throws {OnnxFileError} past the end. */
  byteAt(offset: number): number {
    if (offset < this.#start || offset >= this.#end) this.#fill(offset);
    return this.#window[offset - this.#start] ?? 0;
  }

  /** Text from `start` to `end`; it is bounded. @throws {OnnxFileError} when it is longer than a name can be. */
  text(start: number, end: number): string {
    const lengthBytes = end - start;
    if (lengthBytes > longestTextBytes) {
      throw new OnnxFileError(`has a text of ${lengthBytes} bytes at byte ${start}, where at most 65536 make sense`);
    }
    const bytes = new Uint8Array(lengthBytes);
    for (let index = 0; index < lengthBytes; index += 1) bytes[index] = this.byteAt(start + index);
    return textDecoder.decode(bytes);
  }

  #fill(offset: number): void {
    this.#start = offset;
    this.#end = offset + readSync(this.#descriptor, this.#window, 0, windowBytes, offset);
    if (this.#end === offset) throw new OnnxFileError(`ends at byte ${offset}, in the middle of its content`);
  }
}
