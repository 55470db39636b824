import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { navigate } from '../../state/location.ts';
import { draftFromPreset } from '../../state/plan/PlanDraft.ts';
import { putServer, removeServer, type Server } from '../../state/servers/servers.ts';
import { useFacts } from '../../state/useFacts.ts';
import { useModels } from '../../state/useModels.ts';
import { usePlanDraft } from '../../state/usePlanDraft.ts';
import { notifyFailure, notifyUndo } from '../../widgets/notify.tsx';
import { Pane, ScrollRegion } from '../../widgets/Pane.tsx';
import { AboutServers, ServerForm } from './ServerForm.tsx';
import classes from './servers.module.css';

/** One of the user's servers: its models, and what can be done with it. */
export function ServerView({ server }: { server: Server }) {
  const { target, models } = server;
  const remove = async (): Promise<void> => {
    const failure = await removeServer(target);
    if (failure !== undefined) {
      notifyFailure(failure);
      return;
    }
    useModels.getState().showServer(undefined);
    notifyUndo(`\u2068${target}\u2069 was removed from the list; its results stay.`, async () => {
      const refusal = await putServer(server);
      if (refusal === undefined) useModels.getState().showServer(target);
      else notifyFailure(refusal);
    });
  };
  const removeModel = async (model: string): Promise<void> => {
    const failure = await putServer({ target, models: models.filter((name) => name !== model) });
    if (failure !== undefined) notifyFailure(failure);
  };
  return (
    <ScrollRegion label={`Server ${target}`}>
      <Pane title={target} note="a server">
        <AboutServers />
        <div className={classes.actions}>
          {models.length === 0 ? null : (
            <Button variant="filled" onClick={() => planServer(server)}>
              Open in Plan
            </Button>
          )}
          <Button onClick={() => void remove()}>Remove</Button>
        </div>
      </Pane>
      <Pane title="Models" note="as the server names them">
        <ul className={classes.models}>
          {models.map((model) => (
            <li key={model}>
              <span>{model}</span>
              <Button
                size="sm"
                variant="subtle"
                leftSection={<IconX size={16} stroke={1.75} aria-hidden="true" />}
                aria-label={`Remove ${model}`}
                onClick={() => void removeModel(model)}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
        <ServerForm target={target} onAdded={() => undefined} />
      </Pane>
    </ScrollRegion>
  );
}

/** Opens the plan that is being made, with a column for each model of the server. */
function planServer({ target, models }: Server): void {
  const { choices } = useFacts.getState();
  const { draft, replace, addColumn } = usePlanDraft.getState();
  const [first] = Object.keys(choices?.presets ?? {});
  const begun = choices === undefined || first === undefined ? undefined : draftFromPreset(choices, first);
  if (draft === undefined && begun !== undefined) replace(begun);
  for (const model of models) addColumn({ target, model });
  navigate({ screen: 'plan' });
}
