import type { RunnerCommand, RunnerEvent } from '../../core/contract/runnerProtocol.ts';
import { Redactor } from '../../core/secrets/Redactor.ts';
import { MonotonicClock } from './clock/MonotonicClock.ts';
import { PreflightFailure } from './targets/openai/PreflightFailure.ts';
import { preflightOpenAi } from './targets/openai/preflight.ts';

type CheckServer = Extract<RunnerCommand, { type: 'checkServer' }>;

/** Asks a server whether a step can be measured on it. Never rejects: what is in the way is the answer. */
export async function checkServer(
  { step, access, timeoutMs }: CheckServer,
  signal: AbortSignal,
): Promise<Extract<RunnerEvent, { type: 'serverChecked' }>> {
  try {
    const facts = await preflightOpenAi({
      url: access.url,
      headers: access.headers,
      redactor: Redactor.of(access),
      model: step.model.id,
      endpoint: step.endpoint ?? 'chat',
      stream: step.stream,
      vendorFields: step.vendorFields ?? true,
      timeoutMs,
      clock: new MonotonicClock({ originNanoseconds: '0' }),
      signal,
    });
    return { type: 'serverChecked', facts };
  } catch (error) {
    if (error instanceof PreflightFailure) {
      const isUnreachable = error.obstacle === 'unreachable';
      return { type: 'serverChecked', failure: { ...error.failure, ...(isUnreachable ? { isUnreachable } : {}) } };
    }
    const reason = error instanceof Error ? error.message : String(error);
    return { type: 'serverChecked', failure: { reason, remedy: 'Check that the address is one of a server.' } };
  }
}
