import type { PlanProblem } from '../../../core/contract/plannedStep.ts';
import { defaultSeed } from '../../../core/contract/planRequest.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { plainScenario } from '../../../core/scenarios/scenarios.ts';
import { defaultServerKind, namesServerKind } from '../../../core/targets/targets.ts';
import { ask } from '../bench.ts';

/** A server as plans name it, or what is wrong with its address or its model. */
type CheckedServer =
  | { target: string; model: string }
  | { address: PlanProblem | undefined; model: PlanProblem | undefined }
  | { failure: Failure };

/**
 * Whether a plan can have this server, and how plans call it: asked of the part that makes plans, so that an address is
 * read by the same rules wherever it is typed. The server itself is not asked.
 *
 * @param address as typed: `http://host:port`, with or without `/v1` at its end and its kind before it, as in `kind=address`.
 */
export async function checkServer(address: string, model: string): Promise<CheckedServer> {
  const text = address.trim();
  const cell = {
    target: namesServerKind(text) ? text : `${defaultServerKind}=${text}`,
    model: model.trim(),
    scenario: plainScenario,
  };
  const answer = await ask(window.bench.resolvePlan({ name: 'A server', cells: [cell], load: {}, seed: defaultSeed }));
  if (!answer.ok) return { failure: answer.failure };
  const { problems, steps } = answer.value;
  const problemOf = (field: string): PlanProblem | undefined =>
    problems.find(({ severity, path }) => severity === 'error' && path === `cells[0].${field}`);
  const wrong = { address: problemOf('target'), model: problemOf('model') };
  if (wrong.address !== undefined || wrong.model !== undefined) return wrong;
  const [step] = steps;
  const [other] = problems;
  if (step !== undefined) return { target: step.target, model: cell.model };
  return {
    failure: {
      reason: other?.message ?? 'No plan can be made for this server.',
      remedy: other?.remedy ?? `Look at the scenarios of the configuration: ${plainScenario} is missing.`,
    },
  };
}
