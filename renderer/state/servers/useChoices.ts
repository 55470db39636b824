import { useMemo } from 'react';
import type { PlanChoices } from '../../../core/contract/ipc.ts';
import { useFacts } from '../useFacts.ts';
import { useServers } from './useServers.ts';
import { withServers } from './withServers.ts';

/** What can be chosen in a plan, with the user's servers; undefined until the program has told. */
export function useChoices(): PlanChoices | undefined {
  const choices = useFacts((state) => state.choices);
  const servers = useServers((state) => state.servers);
  return useMemo(() => (choices === undefined ? undefined : withServers(choices, servers)), [choices, servers]);
}
