import type { PlannedStep } from '../../contract/plannedStep.ts';
import type { ProcessRole, ServerProcesses } from '../../contract/telemetryProtocol.ts';

/** Whose processes stand for the system under test, or why nobody follows them. */
export type TargetProcesses = { role: Extract<ProcessRole, 'engine' | 'client'>; of: string } | { absent: string };

/**
 * The processes whose memory and processor time are a step's: the engine's, those of a server that were found on this
 * machine, or this client's for a dummy target, which lives inside it.
 */
export function targetProcesses(
  step: Pick<PlannedStep, 'engine' | 'url'>,
  server: ServerProcesses | undefined,
): TargetProcesses {
  if (step.url !== undefined) {
    if (server?.found === true) return { role: 'engine', of: 'server processes' };
    return { absent: server === undefined ? 'which processes the server has is not known' : server.reason };
  }
  if (step.engine === 'onnx') return { role: 'engine', of: 'engine process' };
  return { role: 'client', of: 'client process, in which the dummy target lives' };
}
