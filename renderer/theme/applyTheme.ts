export type ThemeChoice = 'system' | 'light' | 'dark';
export type ContrastChoice = 'system' | 'normal' | 'more';

/** What the machine asks for, read from its media queries. */
interface SystemWishes {
  dark: boolean;
  moreContrast: boolean;
}

interface AppliedTheme {
  scheme: 'light' | 'dark';
  contrast: 'normal' | 'more';
}

/** The colour set that follows from the user's choice and, where that is "system", from the machine's wishes. */
export function chooseTheme(theme: ThemeChoice, contrast: ContrastChoice, system: SystemWishes): AppliedTheme {
  return {
    scheme: theme === 'system' ? (system.dark ? 'dark' : 'light') : theme,
    contrast: contrast === 'system' ? (system.moreContrast ? 'more' : 'normal') : contrast,
  };
}

const darkQuery = '(prefers-color-scheme: dark)';
const contrastQueries = ['(prefers-contrast: more)', '(forced-colors: active)'];

export function readSystemWishes(): SystemWishes {
  return {
    dark: window.matchMedia(darkQuery).matches,
    moreContrast: contrastQueries.some((query) => window.matchMedia(query).matches),
  };
}

/** Calls back when the machine changes its mind; returns how to stop listening. */
export function onSystemWishesChange(listener: () => void): () => void {
  const queries = [darkQuery, ...contrastQueries].map((query) => window.matchMedia(query));
  for (const query of queries) {
    query.addEventListener('change', listener);
  }
  return () => {
    for (const query of queries) {
      query.removeEventListener('change', listener);
    }
  };
}

export function applyTheme(root: HTMLElement, applied: AppliedTheme): void {
  root.dataset.theme = applied.scheme;
  root.dataset.contrast = applied.contrast;
  // The window keeps this colour behind the page, so that it opens without a flash next time.
  const colour = getComputedStyle(root).getPropertyValue('--page').trim();
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', colour);
}
