import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Server } from '../../state/servers/Server.ts';
import { useServers } from '../../state/servers/useServers.ts';
import { useModels } from '../../state/useModels.ts';
import { notifyUndo } from '../../widgets/notify.tsx';
import { Pane } from '../../widgets/Pane.tsx';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { AboutServers } from './AboutServers.tsx';
import { planServer } from './planServer.ts';
import { ServerForm } from './ServerForm.tsx';
import classes from './servers.module.css';

/** One of the user's servers: its models, and what can be done with it. */
export function ServerView({ server }: { server: Server }) {
  const { target, models } = server;
  const remove = (): void => {
    useServers.getState().remove(target);
    useModels.getState().showServer(undefined);
    notifyUndo(`\u2068${target}\u2069 was removed from the list; its results stay.`, async () => {
      useServers.getState().restore(server);
      useModels.getState().showServer(target);
    });
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
          <Button onClick={remove}>Remove</Button>
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
                onClick={() => useServers.getState().removeModel(target, model)}
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
