import type { PlanChoices } from '../../../core/contract/ipc.ts';
import type { Server } from './Server.ts';

/** What can be chosen in a plan, the user's servers among its targets. */
export function withServers(choices: PlanChoices, servers: readonly Server[]): PlanChoices {
  return {
    ...choices,
    targets: [
      ...choices.targets,
      ...servers.map(({ target, models }) => ({ name: target, engine: engineOf(target), models })),
    ],
  };
}

function engineOf(target: string): string {
  return target.slice(0, target.indexOf('='));
}
