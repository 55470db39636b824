import { SegmentedControl } from '@mantine/core';
import { IconMoon, IconSettings, IconSun } from '@tabler/icons-react';
import { useId } from 'react';
import type { Screen } from '../../state/Screen.ts';
import { useFacts } from '../../state/useFacts.ts';
import { type Density, usePreferences } from '../../state/usePreferences.ts';
import type { ContrastChoice, ThemeChoice } from '../../theme/applyTheme.ts';
import { Panel } from '../../widgets/Pane.tsx';
import { ScreenFrame } from '../../widgets/ScreenFrame.tsx';
import classes from './settings.module.css';

interface Choice<Value extends string> {
  value: Value;
  label: string;
}

const themes: Choice<ThemeChoice>[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

const contrasts: Choice<ContrastChoice>[] = [
  { value: 'system', label: 'As the system' },
  { value: 'normal', label: 'Normal' },
  { value: 'more', label: 'High' },
];

const densities: Choice<Density>[] = [
  { value: 'compact', label: 'Compact' },
  { value: 'normal', label: 'Normal' },
  { value: 'comfortable', label: 'Comfortable' },
];

/** How the window looks, and where it keeps things. Every choice takes effect at once. */
export function SettingsScreen() {
  const { theme, contrast, density, set } = usePreferences();
  const machine = useFacts((state) => state.machine);
  return (
    <ScreenFrame title="Settings">
      <div className={classes.column}>
        <Panel title="Appearance">
          <Setting
            name="Theme"
            note="Light or dark; the reports are always light."
            choices={themes}
            value={theme}
            onChange={(value) => set({ theme: value })}
          />
          <Setting
            name="Contrast"
            note="High contrast gives every text at least 7:1."
            choices={contrasts}
            value={contrast}
            onChange={(value) => set({ contrast: value })}
          />
          <Setting
            name="Density"
            note="Height of the rows in tables."
            choices={densities}
            value={density}
            onChange={(value) => set({ density: value })}
          />
        </Panel>
        <Panel title="Data">
          <div className={classes.row}>
            <div>
              <h3>Data directory</h3>
              <p>Runs, reports and the configuration. Choose another one with --data-dir when starting.</p>
            </div>
            <code className={classes.path}>{machine?.dataDirectory ?? ''}</code>
          </div>
        </Panel>
        <Panel title="About">
          <div className={classes.row}>
            <div>
              <h3>Inferneo Bench</h3>
              <p>Apache-2.0. Letters: Inter and JetBrains Mono, OFL-1.1. Icons: Tabler, MIT.</p>
            </div>
            <span className="num">{machine === undefined ? '' : `version ${machine.productVersion}`}</span>
          </div>
        </Panel>
      </div>
    </ScreenFrame>
  );
}

interface SettingProps<Value extends string> {
  name: string;
  note: string;
  choices: Choice<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}

function Setting<Value extends string>({ name, note, choices, value, onChange }: SettingProps<Value>) {
  const nameId = useId();
  return (
    <div className={classes.row}>
      <div>
        <h3 id={nameId}>{name}</h3>
        <p>{note}</p>
      </div>
      <SegmentedControl
        aria-labelledby={nameId}
        data={choices}
        value={value}
        onChange={(next) => onChange(choices.find((choice) => choice.value === next)?.value ?? value)}
      />
    </div>
  );
}

export const screen: Screen = {
  id: 'settings',
  name: 'Settings',
  icon: IconSettings,
  place: 'foot',
  key: ',',
  commands: [
    {
      id: 'light',
      label: 'Light theme',
      icon: IconSun,
      run: () => usePreferences.getState().set({ theme: 'light' }),
    },
    {
      id: 'dark',
      label: 'Dark theme',
      icon: IconMoon,
      run: () => usePreferences.getState().set({ theme: 'dark' }),
    },
  ],
  Component: SettingsScreen,
};
