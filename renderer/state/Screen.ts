import type { TablerIcon } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Location } from './location.ts';

/** A screen of the window, as its folder says: all that navigation, keys, palette and addresses need to know of it. */
export interface Screen {
  /** In addresses: `#/plan`. */
  id: string;
  /** Accessible name of its link. */
  name: string;
  icon: TablerIcon;
  /** With the work, or at the foot of the navigation, away from it. */
  place: 'work' | 'foot';
  /** With Ctrl. */
  key: string;
  /** What is shown; of the address it heeds what it wants. */
  Component: ComponentType<Omit<Location, 'screen'>>;
  /** Beside its link, where there is something to tell. */
  Count?: ComponentType<{ className: string | undefined }>;
  /** What the palette offers beside the screens. */
  commands?: readonly Command[];
  /** Keys that work on it, on the sheet of shortcuts under a title that screens may share. */
  shortcuts?: { title: string; keys: readonly { keys: string; does: string }[] };
}

/** Something that can be done from anywhere, by its name. */
export interface Command {
  id: string;
  label: string;
  icon: TablerIcon;
  /** Offered only while a run goes on, or only while none does. */
  while?: 'running' | 'idle';
  run(): void;
}
