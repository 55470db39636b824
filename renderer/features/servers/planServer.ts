import { draftFromPreset } from '../../state/plan/PlanDraft.ts';
import type { Server } from '../../state/servers/Server.ts';
import { useFacts } from '../../state/useFacts.ts';
import { navigate } from '../../state/useLocation.ts';
import { usePlanDraft } from '../../state/usePlanDraft.ts';

/** Opens the plan that is being made, with a column for each model of the server. */
export function planServer({ target, models }: Server): void {
  const { choices } = useFacts.getState();
  const { draft, replace, addColumn } = usePlanDraft.getState();
  const [first] = Object.keys(choices?.presets ?? {});
  const begun = choices === undefined || first === undefined ? undefined : draftFromPreset(choices, first);
  if (draft === undefined && begun !== undefined) replace(begun);
  for (const model of models) addColumn({ target, model });
  navigate({ screen: 'plan' });
}
