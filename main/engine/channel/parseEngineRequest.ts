import { z } from 'zod';
import type { EngineRequest } from '../../../core/contract/engineChannel.ts';

const id = z.int().min(0);
/** Of a pass: its answer has a list for each item. */
const largestBatch = 65_536;

const engineRequest = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('generate'),
    id,
    prompts: z.array(z.array(z.int().min(0)).min(1)).min(1),
    maxOutputTokens: z.int().min(1),
    temperature: z.number().min(0),
    topP: z.number().gt(0).max(1),
    seed: z.int().min(0),
    stream: z.boolean(),
    withText: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('run'),
    id,
    batchSize: z.int().min(1).max(largestBatch),
    seed: z.int().min(0),
  }),
  z.strictObject({ type: z.literal('cancel'), id }),
]) satisfies z.ZodType<EngineRequest>;

/** A line that is no request, with the id it carries where that can be read. */
export interface BadLine {
  problem: string;
  id: number | null;
}

/** Reads one line of the channel. */
export function parseEngineRequest(line: string): EngineRequest | BadLine {
  let content: unknown;
  try {
    content = JSON.parse(line);
  } catch (error) {
    return { problem: `the line is not JSON: ${String(error)}`, id: null };
  }
  const parsed = engineRequest.safeParse(content);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'request'}: ${issue.message}`);
  return { problem: problems.join('; '), id: idOf(content) };
}

function idOf(content: unknown): number | null {
  if (typeof content !== 'object' || content === null || !('id' in content)) return null;
  const parsed = id.safeParse(content.id);
  return parsed.success ? parsed.data : null;
}
