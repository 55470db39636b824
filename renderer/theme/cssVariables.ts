import type { CSSVariablesResolver } from '@mantine/core';

const colours = {
  '--mantine-color-body': 'var(--page)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-error': 'var(--invalid)',
  '--mantine-color-success': 'var(--valid)',
  '--mantine-color-placeholder': 'var(--text3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-dimmed': 'var(--text3)',
  '--mantine-color-default': 'var(--panel)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--ctl)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--text3)',
  '--mantine-color-disabled-border': 'var(--line2)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-light': 'var(--selected)',
  '--mantine-primary-color-light-hover': 'var(--selected)',
  '--mantine-primary-color-light-color': 'var(--accent)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent-hover)',
  '--mantine-color-accent-light': 'var(--selected)',
};

const greys = [
  'var(--hover)',
  'var(--sunken)',
  'var(--line)',
  'var(--line)',
  'var(--ctl)',
  'var(--text3)',
  'var(--text3)',
  'var(--text2)',
  'var(--text)',
  'var(--text)',
];

/** Mantine's dark shades run from light text to dark ground. */
const darks = [
  'var(--text)',
  'var(--text2)',
  'var(--text3)',
  'var(--text3)',
  'var(--ctl)',
  'var(--line2)',
  'var(--raised)',
  'var(--panel)',
  'var(--sunken)',
  'var(--page)',
];

function shades(name: string, values: readonly string[]): Record<string, string> {
  return Object.fromEntries(values.map((value, index) => [`--mantine-color-${name}-${index}`, value]));
}

/** Gives Mantine's colours the values of the tokens, so that one file decides what every component looks like. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-shadow-xs': 'none',
    '--mantine-shadow-sm': 'var(--shadow)',
    '--mantine-shadow-md': 'var(--shadow)',
    '--mantine-shadow-lg': 'var(--shadow)',
    '--mantine-shadow-xl': 'var(--shadow)',
  },
  light: { ...colours, ...shades('gray', greys) },
  dark: { ...colours, ...shades('dark', darks) },
});
