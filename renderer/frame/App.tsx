import { Notifications } from '@mantine/notifications';
import { useCallback, useEffect, useState } from 'react';
import { followRuns } from '../state/followRuns.ts';
import { useFacts } from '../state/useFacts.ts';
import { useLiveRun } from '../state/useLiveRun.ts';
import { useRuns } from '../state/useRuns.ts';
import { notifyFailure } from '../widgets/notify.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { CurrentScreen } from './CurrentScreen.tsx';
import { stopRun } from './commands.ts';
import classes from './frame.module.css';
import { Rail } from './Rail.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { StatusBar } from './StatusBar.tsx';
import { ThemeRoot } from './ThemeRoot.tsx';
import { useShortcuts } from './useShortcuts.ts';

/** The window: navigation, the screen that is open, the status bar, and what lies above them. */
export function App() {
  return (
    <ThemeRoot>
      <Window />
    </ThemeRoot>
  );
}

function Window() {
  const [helpOpened, setHelpOpened] = useState(false);
  useShortcuts(
    useCallback(() => setHelpOpened(true), []),
    useCallback(() => void stopRun(), []),
  );
  useEffect(() => followRuns(notifyFailure), []);
  useReadiness();
  useFreshRuns();
  return (
    <>
      <div className={classes.frame}>
        <Rail />
        <CurrentScreen />
        <StatusBar />
      </div>
      <CommandPalette />
      <ShortcutsDialog opened={helpOpened} onClose={() => setHelpOpened(false)} />
      <Notifications position="bottom-right" zIndex={400} />
    </>
  );
}

/** Marks the page usable once this machine is known and the letters have their shapes. */
function useReadiness(): void {
  const load = useFacts((state) => state.load);
  const settled = useFacts((state) => state.settled);
  useEffect(() => void load(), [load]);
  useEffect(() => {
    if (settled) {
      void document.fonts.ready.then(() => {
        document.documentElement.dataset.ready = '';
      });
    }
  }, [settled]);
}

/** Reads the list of runs when the window opens and whenever a run begins, ends a step, or ends. */
function useFreshRuns(): void {
  const load = useRuns((state) => state.load);
  const mark = useLiveRun((state) => `${state.run?.runId} ${state.run?.status} ${state.run?.finishedSteps}`);
  useEffect(() => {
    // What the mark says is that the stored runs have changed.
    if (mark !== undefined) {
      void load();
    }
  }, [load, mark]);
}
