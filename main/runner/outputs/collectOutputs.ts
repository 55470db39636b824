import type { RunnerCommand, RunnerEvent } from '../../../core/contract/runnerProtocol.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { seedOfText } from '../../../core/statistics/SeededRandom.ts';
import type { OutputSource } from '../targets/OutputSource.ts';
import { targetSide } from '../targets/targets.ts';

type CollectOutputs = Extract<RunnerCommand, { type: 'collectOutputs' }>;

/**
 * Asks a step's target for outputs to prompts of the plan's seed, one after the other: the same prompts for every target,
 * and none of those that the step will send. Never rejects: what is in the way is the answer.
 */
export async function collectOutputs(
  command: CollectOutputs,
  signal: AbortSignal,
): Promise<Extract<RunnerEvent, { type: 'outputsCollected' }>> {
  const { step, prompts } = command;
  const outputs: number[][] = [];
  let source: OutputSource | undefined;
  try {
    source = sourceOf(command);
    while (outputs.length < prompts) {
      const timeout = AbortSignal.timeout(1000 * step.timeoutSeconds);
      outputs.push(await source.outputOf(outputs.length, AbortSignal.any([signal, timeout])));
    }
    return { type: 'outputsCollected', outputs };
  } catch (error) {
    return { type: 'outputsCollected', failure: failureAt(outputs.length + 1, command, error, signal) };
  } finally {
    source?.close();
  }
}

function sourceOf({ step, access, promptForm }: CollectOutputs): OutputSource {
  const seed = seedOfText(`${step.load.seed} outputs to compare`);
  const { outputs } = targetSide(step.engine);
  if (outputs === undefined) throw new Error(`target "${step.target}" has no outputs`);
  return outputs({ step, access, promptForm, seed });
}

function failureAt(number: number, { step, prompts }: CollectOutputs, error: unknown, signal: AbortSignal): Failure {
  const { target, model, timeoutSeconds } = step;
  if (signal.aborted) return { reason: 'Comparing outputs was stopped', remedy: 'Run it again.' };
  const isLate = error instanceof DOMException && error.name === 'TimeoutError';
  const said = isLate ? `nothing within ${timeoutSeconds} s` : error instanceof Error ? error.message : String(error);
  return {
    reason: `${model.id} on ${target} gave no output to prompt ${number} of ${prompts}, but ${said}`,
    remedy: isLate ? 'Give it more time with --set timeoutSeconds.' : 'See what it said, and its own log.',
  };
}
