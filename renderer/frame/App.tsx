import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { stopRun } from '../commands.ts';
import { screenAt } from '../features/screens.ts';
import { followRuns } from '../state/followRuns.ts';
import { useLocation } from '../state/location.ts';
import { takeOverStoredServers } from '../state/servers/servers.ts';
import { useFacts } from '../state/useFacts.ts';
import { useLiveRun } from '../state/useLiveRun.ts';
import { usePreferences } from '../state/usePreferences.ts';
import { useRuns } from '../state/useRuns.ts';
import { applyTheme, chooseTheme, onSystemWishesChange, readSystemWishes } from '../theme/applyTheme.ts';
import { cssVariables } from '../theme/cssVariables.ts';
import { styleNonce } from '../theme/styles.ts';
import { theme as mantineTheme } from '../theme/theme.ts';
import { notifyFailure } from '../widgets/notify.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import classes from './frame.module.css';
import { Rail } from './Rail.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { StatusBar } from './StatusBar.tsx';
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
  useEffect(
    () =>
      void load()
        .then(takeOverStoredServers)
        .then((failure) => {
          if (failure !== undefined) notifyFailure(failure);
        }),
    [load],
  );
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

const rowHeights = { compact: '28px', normal: '32px', comfortable: '40px' } as const;

/** Shows everything in the colours and density that the user, or else the machine, asks for. */
function ThemeRoot({ children }: { children: ReactNode }) {
  const { theme, contrast, density } = usePreferences();
  const [system, setSystem] = useState(readSystemWishes);
  useEffect(() => onSystemWishesChange(() => setSystem(readSystemWishes())), []);
  const applied = chooseTheme(theme, contrast, system);
  const { scheme, contrast: shownContrast } = applied;
  useEffect(() => {
    applyTheme(document.documentElement, { scheme, contrast: shownContrast });
    document.documentElement.style.setProperty('--row-height', rowHeights[density]);
  }, [scheme, shownContrast, density]);
  return (
    <MantineProvider
      theme={mantineTheme}
      cssVariablesResolver={cssVariables}
      forceColorScheme={scheme}
      getStyleNonce={styleNonce}
    >
      {children}
    </MantineProvider>
  );
}

/** The screen that the address names. */
function CurrentScreen() {
  const { screen, ...rest } = useLocation();
  const { Component } = screenAt({ screen });
  return <Component {...rest} />;
}
