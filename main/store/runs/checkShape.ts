import type { z } from 'zod';
import { StoreFailure } from '../StoreFailure.ts';

/** Shown at most; one mistake often repeats in every element of a list. */
const shownProblems = 5;

/**
 * Sees to it that what is stored will be readable: a value that its own schema refuses, a NaN for example, is refused here
 * and not in a report years later.
 *
 * @throws StoreFailure naming each field.
 */
export function checkShape(doing: string, schema: z.ZodType, value: unknown): void {
  const parsed = schema.safeParse(value);
  if (parsed.success) return;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'value'}: ${message}`);
  const more = problems.length > shownProblems ? `; and ${problems.length - shownProblems} more` : '';
  throw new StoreFailure({
    reason: `${doing}: it does not have the shape of its schema.`,
    remedy: 'This is a fault of Inferneo Bench; please report it with the log.',
    detail: problems.slice(0, shownProblems).join('; ') + more,
  });
}
