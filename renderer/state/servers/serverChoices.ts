import { useMemo } from 'react';
import type { PlanChoices } from '../../../core/contract/ipc.ts';
import { useFacts } from '../useFacts.ts';
import { type Server, useServers } from './useServers.ts';

/** What can be chosen in a plan, with the user's servers; undefined until the program has told. */
export function useChoices(): PlanChoices | undefined {
  const choices = useFacts((state) => state.choices);
  const servers = useServers((state) => state.servers);
  return useMemo(() => (choices === undefined ? undefined : withServers(choices, servers)), [choices, servers]);
}

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
