import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useMemo } from 'react';
import { screens } from '../features/screens.ts';
import { navigate } from '../state/location.ts';
import { useLiveRun } from '../state/useLiveRun.ts';
import { useRuns } from '../state/useRuns.ts';
import { runTitle } from '../widgets/RunsTable.tsx';

const icon = { size: 16, stroke: 1.75 } as const;

/** Ctrl+K: every screen, command and recent run by its name. */
export function CommandPalette() {
  const running = useLiveRun((state) => state.run?.status === 'running');
  const runs = useRuns((state) => state.runs);
  const actions = useMemo<SpotlightActionGroupData[]>(
    () => [
      {
        group: 'Screens',
        actions: screens.map((screen) => ({
          id: screen.id,
          label: screen.name,
          leftSection: <screen.icon {...icon} aria-hidden="true" />,
          onClick: () => navigate({ screen: screen.id }),
        })),
      },
      {
        group: 'Commands',
        actions: screens
          .flatMap(({ commands = [] }) => commands)
          .filter((command) => command.while === undefined || command.while === (running ? 'running' : 'idle'))
          .map((command) => ({
            id: command.id,
            label: command.label,
            leftSection: <command.icon {...icon} aria-hidden="true" />,
            onClick: command.run,
          })),
      },
      {
        group: 'Runs',
        actions: runs.slice(0, 50).map((run) => ({
          id: run.id,
          label: `Run ${run.number}`,
          description: runTitle(run),
          onClick: () => navigate({ screen: 'results', runId: run.id }),
        })),
      },
    ],
    [running, runs],
  );
  return (
    <Spotlight
      actions={actions}
      shortcut="mod + K"
      nothingFound="Nothing has that name"
      highlightQuery={false}
      scrollable
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      attributes={{ content: { 'aria-label': 'Commands' } }}
      maxHeight={480}
      searchProps={{
        'aria-label': 'Search or run a command',
        placeholder: 'Search or run a command',
        leftSection: <IconSearch {...icon} aria-hidden="true" />,
      }}
    />
  );
}
