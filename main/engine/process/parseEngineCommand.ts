import { z } from 'zod';
import type { EngineCommand } from '../../../core/contract/engineProtocol.ts';

const engineCommand = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('load'),
    model: z.enum(['gpt2', 'distilgpt2']),
    cacheDirectory: z.string().min(1),
    socketPath: z.string().min(1),
    threads: z.int().min(1),
  }),
  z.strictObject({ type: z.literal('shutdown') }),
]) satisfies z.ZodType<EngineCommand>;

/** Reads a message of the parent; says what is wrong with it instead, when it is no command. */
export function parseEngineCommand(message: unknown): EngineCommand | { problem: string } {
  const parsed = engineCommand.safeParse(message);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'command'}: ${issue.message}`);
  return { problem: problems.join('; ') };
}
