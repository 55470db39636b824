import { Button, Menu } from '@mantine/core';
import { IconPlus, IconServer2 } from '@tabler/icons-react';
import { useEffect } from 'react';
import { ask } from '../../state/bench.ts';
import type { Screen } from '../../state/Screen.ts';
import { useServers } from '../../state/servers/servers.ts';
import { useModels } from '../../state/useModels.ts';
import { useDelayed } from '../../widgets/media.ts';
import { FailureMessage } from '../../widgets/messages.tsx';
import { notifyFailure } from '../../widgets/notify.tsx';
import { Skeleton } from '../../widgets/Pane.tsx';
import { ScreenFrame } from '../../widgets/ScreenFrame.tsx';
import { SplitPanes } from '../../widgets/SplitPanes.tsx';
import { AddServer } from '../servers/ServerForm.tsx';
import { ServerView } from '../servers/ServerView.tsx';
import { AddModel } from './AddModel.tsx';
import { ModelList } from './ModelList.tsx';
import { ModelView } from './ModelView.tsx';
import classes from './targets.module.css';

/** What can be measured: the targets of this program and every model, with the user's own. */
export function TargetsScreen() {
  const { entries, failure, selected, adding, server, load } = useModels();
  useEffect(() => void load(), [load]);
  const skeleton = useDelayed(entries === undefined && failure === undefined);
  const entry = entries?.find(({ id }) => id === selected) ?? entries?.[0];
  const opened = useServers().find(({ target }) => target === server?.target);
  return (
    <ScreenFrame title="Targets and models" actions={<AddTools />}>
      {entries === undefined ? (
        failure === undefined ? (
          <div className={classes.loading}>{skeleton ? <Skeleton widthPx={240} /> : null}</div>
        ) : (
          <FailureMessage failure={failure} onRetry={() => void load()} />
        )
      ) : (
        <SplitPanes
          name="targets"
          label="Resize the list of targets and models"
          side="start"
          sizePx={320}
          main={
            opened !== undefined ? (
              <ServerView key={opened.target} server={opened} />
            ) : server !== undefined ? (
              <AddServer />
            ) : adding !== undefined ? (
              <AddModel path={adding.path} />
            ) : entry === undefined ? null : (
              <ModelView key={entry.id} entry={entry} />
            )
          }
        >
          <ModelList
            entries={entries}
            selected={adding === undefined && server === undefined ? entry?.id : undefined}
          />
        </SplitPanes>
      )}
    </ScreenFrame>
  );
}

function AddTools() {
  return (
    <>
      <Button
        size="sm"
        leftSection={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
        onClick={() => useModels.getState().addServer()}
      >
        Add a server
      </Button>
      <AddMenu />
    </>
  );
}

function AddMenu() {
  const add = useModels((state) => state.add);
  const choose = async (kind: 'file' | 'folder'): Promise<void> => {
    const answer = await ask(window.bench.chooseModelPath(kind));
    if (!answer.ok) notifyFailure(answer.failure);
    else if ('path' in answer.value) add(answer.value.path);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="sm" variant="filled" leftSection={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}>
          Add a model
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void choose('file')}>ONNX file…</Menu.Item>
        <Menu.Item onClick={() => void choose('folder')}>Folder of weights…</Menu.Item>
        <Menu.Item onClick={() => add('')}>Type a path</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export const screen: Screen = {
  id: 'targets',
  name: 'Targets',
  icon: IconServer2,
  place: 'work',
  key: '2',
  Component: TargetsScreen,
};
