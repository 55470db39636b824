import { z } from 'zod';

const values = z.strictObject({
  shape: z.array(z.int().min(0)).max(16),
  /** Numbers in order, or the bytes of little-endian float32 as base64. */
  data: z.union([z.array(z.number()), z.base64()]),
});

/** Absolute or relative to 1, whichever is larger, by how much an output may differ. */
const tolerance = z.number().min(0);

/** How the answer of a sample is read from an output. */
const decoding = z.union([
  z.literal('argmax'),
  z.strictObject({
    /** Connectionist temporal classification (Graves et al., 2006), the likeliest path. */
    kind: z.literal('ctc'),
    blank: z.int().min(0),
    /** A character a line, beside the golden file; class numbers count on after the blank. Class numbers without it. */
    alphabetFile: z.string().min(1).exactOptional(),
    /** The class after the last of the alphabet is a space; spaces at the end of a text are not compared. */
    trailingSpace: z.boolean().exactOptional(),
  }),
]);

/** Samples with the right outputs or labels, as a user writes them. */
export const goldenFile = z.strictObject({
  samples: z
    .array(
      z.strictObject({
        inputs: z.record(z.string(), values),
        outputs: z.record(z.string(), values.extend({ tolerance: tolerance.exactOptional() })).exactOptional(),
        label: z.union([z.int(), z.string()]).exactOptional(),
      }),
    )
    .min(1)
    .max(10_000),
  tolerance: tolerance.exactOptional(),
  decode: decoding.exactOptional(),
  /** Which output the label is held against; the first unless set. */
  output: z.string().exactOptional(),
});
export type GoldenFile = z.infer<typeof goldenFile>;
export type GoldenSample = GoldenFile['samples'][number];
export type GoldenValues = z.infer<typeof values>;
