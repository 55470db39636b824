import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { ContrastChoice, ThemeChoice } from '../theme/applyTheme.ts';

export type Density = 'compact' | 'normal' | 'comfortable';

interface Preferences {
  theme: ThemeChoice;
  contrast: ContrastChoice;
  density: Density;
  /** Sizes of resized panes in px, by pane name. */
  paneSizes: Record<string, number>;
  set(change: Partial<Pick<Preferences, 'theme' | 'contrast' | 'density'>>): void;
  setPaneSize(pane: string, sizePx: number): void;
}

/** How the user wants the window; kept between starts in the page's own storage. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      theme: 'system',
      contrast: 'system',
      density: 'normal',
      paneSizes: {},
      set: (change) => set(change),
      setPaneSize: (pane, sizePx) => set((state) => ({ paneSizes: { ...state.paneSizes, [pane]: sizePx } })),
    }),
    { name: 'preferences', version: 1 },
  ),
);
