import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { type EngineCommand, precisions } from '../../../core/contract/engineProtocol.ts';
import { executionProviders } from '../../../core/contract/executionProvider.ts';
import { inputOverride } from '../../../core/contract/modelCard.ts';

const absolutePath = z.string().refine(isAbsolute, 'must be an absolute path');

const source = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('gpt'),
    architecture: z.enum(['gpt2', 'distilgpt2']),
    weightsDirectory: absolutePath.exactOptional(),
    precision: z.enum(precisions),
  }),
  z.strictObject({ kind: z.literal('file'), path: absolutePath, inputs: z.record(z.string(), inputOverride) }),
]);

const loading = {
  source,
  provider: z.enum(executionProviders),
  threads: z.int().min(1),
  prepacking: z.boolean(),
  model: z.string().min(1),
  cacheDirectory: z.string().min(1),
};

const evaluation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reference'), seed: z.int().min(0) }),
  z.strictObject({ kind: z.literal('golden'), path: absolutePath }),
]);

const engineCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('load'), ...loading, socketPath: z.string().min(1) }),
  z.strictObject({ type: z.literal('evaluate'), evaluation }),
  z.strictObject({ type: z.literal('inspect'), source }),
  z.strictObject({ type: z.literal('dryRun'), ...loading, batchSize: z.int().min(1) }),
  z.strictObject({ type: z.literal('probe'), provider: z.enum(executionProviders) }),
  z.strictObject({ type: z.literal('shutdown') }),
]) satisfies z.ZodType<EngineCommand>;

/** Reads a message of the parent; says what is wrong with it instead, when it is no command. */
export function parseEngineCommand(message: unknown): EngineCommand | { problem: string } {
  const parsed = engineCommand.safeParse(message);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'command'}: ${issue.message}`);
  return { problem: problems.join('; ') };
}
