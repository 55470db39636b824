import { z } from 'zod';

/** Decimal digits that a histogram keeps of a latency. */
export const significantDigits = 3;

/** A full histogram of this range and precision takes some 120,000 characters. */
const longestText = 200_000;

const count = z.int().min(0);
const milliseconds = z.number().min(0);

/** A {@link LatencyHistogram} in a file or a message. */
export const histogramDocument = z
  .strictObject({
    latencies: count,
    failures: count,
    /** Exact, in milliseconds; present as soon as there is a latency. */
    minMs: milliseconds.optional(),
    maxMs: milliseconds.optional(),
    sumMs: milliseconds.optional(),
    /** HdrHistogram V2, compressed, in base64. */
    microseconds: z.string().max(longestText),
  })
  .refine(({ latencies, minMs, maxMs, sumMs }) => {
    const present = [minMs, maxMs, sumMs].filter((value) => value !== undefined).length;
    return present === (latencies === 0 ? 0 : 3) && (minMs ?? 0) <= (maxMs ?? 0);
  }, 'minMs, maxMs and sumMs belong to latencies, and minMs is not above maxMs');
export type HistogramDocument = z.infer<typeof histogramDocument>;
