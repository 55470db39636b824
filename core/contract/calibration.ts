import { z } from 'zod';
import { servedProtocol } from './targetKind.ts';

/**
 * What the client itself can do and costs on one machine, with one kind of reply. A file that says more than any machine can
 * do is damaged, and would let every load seem light.
 */
export const clientLimits = z.looseObject({
  /** Requests per second against a server that does nothing, closed loop. */
  ceilingPerSecond: z.number().positive().max(10_000_000),
  /** Median from send to end with one request in flight against that server. */
  floorMs: z.number().positive().max(60_000),
});
export type ClientLimits = z.infer<typeof clientLimits>;

/** Measured against servers of this product in processes of their own, so that a step's figures can be told from the client's. */
export const calibration = z.looseObject({
  protocol: servedProtocol,
  /** ISO 8601. */
  measuredAt: z.string(),
  /** What it was measured on: it holds for nothing else. */
  machine: z.string(),
  streamed: clientLimits,
  whole: clientLimits,
  /** Against a server that answers after a known time: the median that was measured. */
  constantLatency: z.looseObject({ plantedMs: z.number(), measuredMs: z.number() }),
});
export type Calibration = z.infer<typeof calibration>;
