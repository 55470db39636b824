import { readSync } from 'node:fs';
import { OnnxFileError } from './OnnxFile.ts';

/** One field of a protocol buffer message, its content not yet looked at. */
export interface WireField {
  number: number;
  /** A whole number, when the field is one; signed 64 bits, exact up to 2^53. */
  value: number;
  /** Where the content lies, when the field is a text, a message or bytes. */
  start: number;
  end: number;
  /** Whether the field holds bytes (a text, a message, packed numbers) and not a number. */
  isBytes: boolean;
}

/** A model of a million nodes has about ten times as many; a file that is all tiny fields would take minutes. */
const mostFields = 30_000_000;
/** Graphs within graphs: exporters make two or three. */
const deepest = 64;
const longestVarintBytes = 10;

/** Reads the wire format of protocol buffers out of a file, field by field, and keeps count so that it ends. */
export class WireReader {
  readonly file: ByteWindow;
  #fields = 0;
  #position = 0;

  constructor(file: ByteWindow) {
    this.file = file;
  }

  /** Calls `onField` for each field from `start` to `end`; unknown ones included. @throws {OnnxFileError} */
  fields(start: number, end: number, depth: number, onField: (field: WireField) => void): void {
    if (depth > deepest) throw new OnnxFileError(`has messages in messages deeper than ${deepest} at byte ${start}`);
    for (let position = start; position < end; ) {
      const field = this.#field(position, end);
      position = this.#position;
      onField(field);
    }
  }

  text(field: WireField): string {
    if (!field.isBytes) throw new OnnxFileError(`has a number where a text belongs, before byte ${field.end}`);
    return this.file.text(field.start, field.end);
  }

  /** The numbers of a repeated field, packed or single. */
  integers(field: WireField, most: number): number[] {
    if (!field.isBytes) return [field.value];
    const values: number[] = [];
    for (let position = field.start; position < field.end; position = this.#position) {
      if (values.length === most) throw new OnnxFileError(`has more than ${most} sizes in a shape at byte ${position}`);
      values.push(this.#varint(position, field.end));
    }
    return values;
  }

  #field(start: number, end: number): WireField {
    this.#fields += 1;
    if (this.#fields > mostFields) throw new OnnxFileError(`has more than ${mostFields} fields`);
    const tag = this.#varint(start, end);
    const number = Math.floor(tag / 8);
    const wireType = tag % 8;
    const contentStart = this.#position;
    if (number < 1) throw new OnnxFileError(`has a field without a number at byte ${start}`);
    switch (wireType) {
      case 0:
        return {
          number,
          value: this.#varint(contentStart, end),
          start: contentStart,
          end: this.#position,
          isBytes: false,
        };
      case 1:
        return this.#skipped(number, contentStart, contentStart + 8, end, false);
      case 2: {
        const lengthBytes = this.#varint(contentStart, end);
        return this.#skipped(number, this.#position, this.#position + lengthBytes, end, true);
      }
      case 5:
        return this.#skipped(number, contentStart, contentStart + 4, end, false);
      default:
        throw new OnnxFileError(`has a field of the unknown kind ${wireType} at byte ${start}`);
    }
  }

  #skipped(number: number, start: number, fieldEnd: number, end: number, isBytes: boolean): WireField {
    if (fieldEnd > end || fieldEnd < start) {
      const problem =
        end === this.file.sizeBytes
          ? `ends at byte ${end}, but a part that begins at byte ${start} goes on to byte ${fieldEnd}`
          : `has a part at byte ${start} that goes past the end of what it belongs to`;
      throw new OnnxFileError(problem);
    }
    this.#position = fieldEnd;
    return { number, value: 0, start, end: fieldEnd, isBytes };
  }

  /** Seven bits a byte, least first; ten bytes hold the sign of a negative 64-bit number. */
  #varint(start: number, end: number): number {
    let low = 0;
    let factor = 1;
    for (let index = 0; index < longestVarintBytes; index += 1) {
      if (start + index >= end) throw new OnnxFileError(`ends at byte ${end}, in the middle of a number`);
      const byte = this.file.byteAt(start + index);
      low += (byte & 0x7f) * factor;
      factor *= 128;
      if (byte < 0x80) {
        this.#position = start + index + 1;
        return index === longestVarintBytes - 1 ? low - 2 ** 64 : low;
      }
    }
    throw new OnnxFileError(`has a number of more than ${longestVarintBytes} bytes at byte ${start}`);
  }
}

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
