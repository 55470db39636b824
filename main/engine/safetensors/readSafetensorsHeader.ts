import { closeSync, readSync } from 'node:fs';
import { z } from 'zod';
import { openRegularFileSync } from '../../files/regularFile.ts';
import { EngineFailure } from '../EngineFailure.ts';
import { errorText } from '../errorText.ts';
import { systemErrorCode } from '../systemErrorCode.ts';

/** One tensor of a file, its place counted from the file's start. */
export interface SafetensorsEntry {
  dtype: string;
  shape: readonly number[];
  offsetBytes: number;
  lengthBytes: number;
}

export interface SafetensorsHeader {
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
