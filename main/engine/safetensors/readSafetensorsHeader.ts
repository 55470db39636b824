import { closeSync, readSync } from 'node:fs';
import { z } from 'zod';
import { openRegularFileSync } from '../../files/regularFile.ts';
import { EngineFailure, errorText, systemErrorCode } from '../EngineFailure.ts';

/** One tensor of a file, its place counted from the file's start. */
export interface SafetensorsEntry {
  dtype: string;
  shape: readonly number[];
  offsetBytes: number;
  lengthBytes: number;
}

interface SafetensorsHeader {
  fileBytes: number;
  /** The header as it stands, to tell files apart by. */
  text: string;
  tensors: ReadonlyMap<string, SafetensorsEntry>;
}

const lengthBytes = 8;
/** The limit of the format itself; that of a model with a thousand tensors has 100 kB. */
const largestHeaderBytes = 100_000_000;
const elementBytes: Readonly<Record<string, number>> = {
  F64: 8,
  I64: 8,
  U64: 8,
  F32: 4,
  I32: 4,
  U32: 4,
  F16: 2,
  BF16: 2,
  I16: 2,
  U16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
};
const size = z.int().min(0);
const tensorEntry = z.looseObject({
  dtype: z.string().max(20),
  shape: z.array(size).max(16),
  data_offsets: z.tuple([size, size]),
});

/**
 * Reads where the tensors of a `.safetensors` file lie: 8 bytes of length, a JSON header, then the data. Nothing of the
 * data is read.
 *
 * @throws {EngineFailure} naming the file, what is wrong with it, and the remedy.
 */
export function readSafetensorsHeader(path: string): SafetensorsHeader {
  const refuse = (what: string, detail?: string): never => {
    throw new EngineFailure({
      reason: `${path} is no sound safetensors file: ${what}.`,
      remedy: 'Download model.safetensors again.',
      ...(detail === undefined ? {} : { detail }),
    });
  };
  const { text, fileBytes, dataBytes } = readText(path, refuse);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return refuse('its header is not JSON', errorText(error));
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    return refuse('its header is no object');
  const dataStart = fileBytes - dataBytes;
  const tensors = new Map<string, SafetensorsEntry>();
  for (const [name, value] of Object.entries(content)) {
    if (name === '__metadata__') continue;
    const parsed = tensorEntry.safeParse(value);
    if (!parsed.success) return refuse(`its entry ${shown(name)} is not that of a tensor`);
    const {
      dtype,
      shape,
      data_offsets: [from, to],
    } = parsed.data;
    if (to < from || to > dataBytes) return refuse(`the data of ${shown(name)} lies outside of the file`);
    const bytes = elementBytes[dtype];
    const wanted = shape.reduce((product, each) => product * each, bytes ?? Number.NaN);
    if (bytes !== undefined && wanted !== to - from) {
      return refuse(`${shown(name)} has ${to - from} bytes where its shape ${shape.join(' × ')} needs ${wanted}`);
    }
    tensors.set(name, { dtype, shape, offsetBytes: dataStart + from, lengthBytes: to - from });
  }
  const overlap = overlapping(tensors);
  if (overlap !== undefined) return refuse(`the data of ${shown(overlap)} lies in that of another tensor`);
  return { fileBytes, text, tensors };
}

function readText(
  path: string,
  refuse: (what: string) => never,
): { text: string; fileBytes: number; dataBytes: number } {
  let file: number;
  let fileBytes: number;
  try {
    ({ descriptor: file, sizeBytes: fileBytes } = openRegularFileSync(path));
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'EISDIR' || code === 'ENOTFILE') return refuse(errorText(error));
    throw new EngineFailure(
      { reason: `${path} cannot be opened.`, remedy: 'Put it there and make it readable.', detail: errorText(error) },
      error,
    );
  }
  try {
    const start = Buffer.alloc(lengthBytes);
    if (fileBytes < lengthBytes || readSync(file, start, 0, lengthBytes, 0) < lengthBytes) refuse('it is too short');
    const headerBytes = Number(start.readBigUInt64LE());
    if (headerBytes > largestHeaderBytes || headerBytes > fileBytes - lengthBytes) {
      refuse(`its header would have ${headerBytes} bytes`);
    }
    const header = Buffer.alloc(headerBytes);
    if (readSync(file, header, 0, headerBytes, lengthBytes) < headerBytes) refuse('its header is cut off');
    return { text: header.toString('utf8'), fileBytes, dataBytes: fileBytes - lengthBytes - headerBytes };
  } finally {
    closeSync(file);
  }
}

function overlapping(tensors: ReadonlyMap<string, SafetensorsEntry>): string | undefined {
  const inOrder = [...tensors].sort(([, a], [, b]) => a.offsetBytes - b.offsetBytes || a.lengthBytes - b.lengthBytes);
  let end = 0;
  for (const [name, entry] of inOrder) {
    if (entry.offsetBytes < end) return name;
    end = entry.offsetBytes + entry.lengthBytes;
  }
  return undefined;
}

function shown(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
}

const pieceBytes = 8 * 1024 * 1024;

/**
 * The engine's graph uses the token embedding as its output projection, too. A file that stores a projection of its own
 * beside must hold the same numbers, or the model would run with another one without a word.
 *
 * @throws {EngineFailure} when they differ.
 */
export function checkTiedOutput(
  path: string,
  projection: SafetensorsEntry,
  embedding: SafetensorsEntry | undefined,
): void {
  if (embedding !== undefined && embedding.dtype === projection.dtype && sameBytes(path, projection, embedding)) return;
  throw new EngineFailure({
    reason: `${path}: the tensor lm_head.weight has other numbers than the token embedding wte.weight, and the engine's graph has one for both.`,
    remedy: 'Choose a checkpoint with tied embeddings, as GPT-2 and DistilGPT-2 are published.',
  });
}

function sameBytes(path: string, a: SafetensorsEntry, b: SafetensorsEntry): boolean {
  if (a.lengthBytes !== b.lengthBytes) return false;
  const { descriptor: file } = openRegularFileSync(path);
  try {
    const [first, second] = [Buffer.alloc(pieceBytes), Buffer.alloc(pieceBytes)];
    for (let done = 0; done < a.lengthBytes; ) {
      const wanted = Math.min(pieceBytes, a.lengthBytes - done);
      const read = readSync(file, first, 0, wanted, a.offsetBytes + done);
      if (read === 0 || readSync(file, second, 0, read, b.offsetBytes + done) !== read) return false;
      if (!first.subarray(0, read).equals(second.subarray(0, read))) return false;
      done += read;
    }
    return true;
  } finally {
    closeSync(file);
  }
}
