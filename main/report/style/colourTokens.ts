/** Colours that a report uses, by the names that the window has for them; a test holds both to the same values. */
interface ColourTokens {
  page: string;
  panel: string;
  sunken: string;
  line: string;
  line2: string;
  text: string;
  text2: string;
  text3: string;
  accent: string;
  grid: string;
  axis: string;
  hatch: string;
  valid: string;
  suspect: string;
  'suspect-tint': string;
  invalid: string;
  'invalid-tint': string;
  'series-1': string;
  'series-2': string;
  'series-3': string;
  'series-4': string;
  'series-5': string;
  'sequential-1': string;
  'sequential-2': string;
  'sequential-3': string;
  'sequential-4': string;
  'sequential-5': string;
  'sequential-6': string;
  'sequential-7': string;
}

export const lightTokens: ColourTokens = {
  page: '#f6f7f9',
  panel: '#ffffff',
  sunken: '#eef0f3',
  line: '#e4e7eb',
  line2: '#d0d5dc',
  text: '#14171c',
  text2: '#474e59',
  text3: '#646c79',
  accent: '#4a4ecb',
  grid: '#eceef1',
  axis: '#c3c9d2',
  hatch: '#474e59',
  valid: '#075c45',
  suspect: '#734800',
  'suspect-tint': '#fdf1d8',
  invalid: '#b3184a',
  'invalid-tint': '#fdeaef',
  'series-1': '#104dcf',
  'series-2': '#d57124',
  'series-3': '#129b7e',
  'series-4': '#aa2261',
  'series-5': '#686201',
  'sequential-1': '#e3ebfb',
  'sequential-2': '#bfd0f6',
  'sequential-3': '#95b1ee',
  'sequential-4': '#6a8ee4',
  'sequential-5': '#3c69d6',
  'sequential-6': '#1d4ab4',
  'sequential-7': '#12317c',
};

export const darkTokens: ColourTokens = {
  page: '#101215',
  panel: '#181b20',
  sunken: '#0b0d10',
  line: '#262b32',
  line2: '#39404a',
  text: '#e8eaee',
  text2: '#aeb5c0',
  text3: '#8e96a3',
  accent: '#a3a7ff',
  grid: '#23272e',
  axis: '#454c57',
  hatch: '#aeb5c0',
  valid: '#74dfbb',
  suspect: '#f7cb4d',
  'suspect-tint': '#2d2411',
  invalid: '#f56a78',
  'invalid-tint': '#351a1f',
  'series-1': '#7ea7f7',
  'series-2': '#e5a46a',
  'series-3': '#149270',
  'series-4': '#e56ba1',
  'series-5': '#dfe33e',
  'sequential-1': '#1b2740',
  'sequential-2': '#22386b',
  'sequential-3': '#2b4d99',
  'sequential-4': '#3f69c4',
  'sequential-5': '#6189e0',
  'sequential-6': '#8dabf0',
  'sequential-7': '#c3d4fb',
};

function variables(tokens: ColourTokens): string {
  return Object.entries(tokens)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
}

/** Light always; dark on a screen whose owner prefers it. Paper is always light. */
export const colourStyle = `:root{color-scheme:light;${variables(lightTokens)}}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${variables(darkTokens)}}}`;
