import { z } from 'zod';
import { possiblyInfinite } from '../../../core/contract/distribution.ts';
import { type StepResult, validityVerdict } from '../../../core/contract/resultDocument.ts';

/** What a list shows of a step's result, in the shape of migration 2. */
export const listedFigures = z.object({
  verdict: validityVerdict,
  interrupted: z.boolean(),
  sent: z.number(),
  failed: z.number(),
  timedOut: z.number(),
  p95Ms: possiblyInfinite.nullable(),
  p95Interval: z.tuple([possiblyInfinite, possiblyInfinite]).nullable(),
  belowFloor: z.array(z.string()),
});
export type ListedFigures = z.infer<typeof listedFigures>;

export function listedFiguresOf({ validity, interrupted, requests, latencyMs }: StepResult): ListedFigures {
  return {
    verdict: validity.verdict,
    interrupted: interrupted === true,
    sent: requests.sent,
    failed: requests.failed,
    timedOut: requests.timedOut,
    p95Ms: latencyMs?.p95 ?? null,
    p95Interval: latencyMs?.interval95.p95 ?? null,
    belowFloor: latencyMs?.belowFloor ?? [],
  };
}
