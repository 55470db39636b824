import { Button, Select, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconHistory, IconSearch } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import type { RunSummary } from '../../../core/contract/storeProtocol.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { navigate } from '../../state/location.ts';
import type { Screen } from '../../state/Screen.ts';
import { useRuns } from '../../state/useRuns.ts';
import { FailureMessage, StateMessage } from '../../widgets/messages.tsx';
import { RunsTable } from '../../widgets/RunsTable.tsx';
import { ScreenFrame } from '../../widgets/ScreenFrame.tsx';
import classes from './history.module.css';

/** The choice that filters nothing. */
export const anyOne = '*';

interface RunFilter {
  words: string;
  validity: string;
  target: string;
}

/** The runs whose number, name, target, model or scenario holds every word, of the validity and target asked for. */
export function filterRuns(runs: readonly RunSummary[], { words, validity, target }: RunFilter): RunSummary[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return runs.filter((run) => {
    const text = [run.number, run.name, ...run.targets, ...run.models, ...run.scenarios, run.status]
      .join(' ')
      .toLowerCase();
    return (
      (validity === anyOne || run.verdict === validity) &&
      (target === anyOne || run.targets.includes(target)) &&
      wanted.every((word) => text.includes(word))
    );
  });
}

const validities = [
  { value: anyOne, label: 'Any validity' },
  { value: 'valid', label: 'Valid' },
  { value: 'suspect', label: 'Suspect' },
  { value: 'invalid', label: 'Invalid' },
];

/** Every stored run, found by words and filters. */
export function HistoryScreen() {
  const { status, runs, total, failure, load } = useRuns();
  const [words, setWords] = useState('');
  const [validity, setValidity] = useState(anyOne);
  const [target, setTarget] = useState(anyOne);
  const search = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => search.current?.focus()]]);
  const targets = useMemo(() => [...new Set(runs.flatMap((run) => run.targets))].sort(), [runs]);
  const found = useMemo(() => filterRuns(runs, { words, validity, target }), [runs, words, validity, target]);
  const clear = (): void => {
    setWords('');
    setValidity(anyOne);
    setTarget(anyOne);
  };
  return (
    <ScreenFrame title="History" {...(total > 0 ? { subtitle: `${formatCount(total)} runs` } : {})}>
      <div className={classes.history}>
        <div className={classes.filters}>
          <TextInput
            ref={search}
            w={320}
            aria-label="Search runs"
            placeholder="Search runs"
            leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <Select
            w={136}
            aria-label="Validity"
            allowDeselect={false}
            data={validities}
            value={validity}
            onChange={(value) => setValidity(value ?? anyOne)}
          />
          <Select
            w={136}
            aria-label="Target"
            allowDeselect={false}
            data={[{ value: anyOne, label: 'Any target' }, ...targets]}
            value={target}
            onChange={(value) => setTarget(value ?? anyOne)}
          />
          <span className={`${classes.count} num`} role="status">
            {runs.length < total ? `showing the newest ${formatCount(runs.length)} · ` : ''}
            {formatCount(found.length)} runs
          </span>
        </div>
        {status === 'failed' && failure !== undefined ? (
          <FailureMessage failure={failure} onRetry={() => void load()} />
        ) : status === 'ready' && runs.length === 0 ? (
          <StateMessage
            icon={IconHistory}
            title="No run yet"
            actions={
              <Button variant="filled" onClick={() => navigate({ screen: 'home' })}>
                Go to Home
              </Button>
            }
          >
            Every run is kept here with its raw data, also one that was stopped. Start with Quick benchmark on Home.
          </StateMessage>
        ) : status === 'ready' && found.length === 0 ? (
          <StateMessage
            icon={IconHistory}
            title="No run matches"
            actions={
              <Button variant="filled" onClick={clear}>
                Clear filter
              </Button>
            }
          >
            {formatCount(runs.length)} runs without the filter.
          </StateMessage>
        ) : (
          <RunsTable runs={found} loading={status === 'loading'} label="Runs" />
        )}
      </div>
    </ScreenFrame>
  );
}

export const screen: Screen = {
  id: 'history',
  name: 'History',
  icon: IconHistory,
  place: 'work',
  key: '6',
  Component: HistoryScreen,
};
