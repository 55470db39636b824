import { z } from 'zod';
import { weightsHeaderBytes } from './weightsLayout.ts';

const weightsHeader = z.strictObject({
  schema: z.literal('inferneo-bench/weights/2'),
  kind: z.enum(['synthetic', 'int8', 'int4']),
  model: z.string(),
  /** What the content was made from: a seed, or the weights that a variant was made of. */
  origin: z.string(),
  parameters: z.int(),
  sizeBytes: z.int(),
  /** CRC-32 of everything after the header. */
  crc32: z.int(),
});

/** What a weights file says of itself, in its first page. */
export type WeightsHeader = z.infer<typeof weightsHeader>;

/** The header as its page of bytes: JSON, filled up with spaces, closed by a line feed. */
export function encodeWeightsHeader(header: WeightsHeader): Uint8Array {
  const text = JSON.stringify(header);
  return new TextEncoder().encode(`${text.padEnd(weightsHeaderBytes - 1)}\n`);
}

/** Reads the page back; says what is wrong with it instead, when it is not a header. */
export function decodeWeightsHeader(page: Uint8Array): WeightsHeader | { problem: string } {
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder().decode(page));
  } catch {
    return { problem: 'its header is not readable' };
  }
  const parsed = weightsHeader.safeParse(content);
  return parsed.success ? parsed.data : { problem: 'its header is not that of a weights file' };
}
