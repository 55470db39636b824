import {
  IconActivity,
  IconChartHistogram,
  IconHistory,
  IconHome,
  IconListCheck,
  IconServer2,
  IconSettings,
  IconStethoscope,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ScreenId } from '../state/location.ts';

export interface Screen {
  id: ScreenId;
  /** Accessible name of its link. */
  name: string;
  icon: TablerIcon;
  /** Whether it stands at the foot of the navigation, away from the work. */
  foot: boolean;
  /** With Ctrl. */
  key: string;
}

/** The screens in the order of the navigation. */
export const screens: readonly Screen[] = [
  { id: 'home', name: 'Home', icon: IconHome, foot: false, key: '1' },
  { id: 'targets', name: 'Targets', icon: IconServer2, foot: false, key: '2' },
  { id: 'plan', name: 'Plan', icon: IconListCheck, foot: false, key: '3' },
  { id: 'live', name: 'Live', icon: IconActivity, foot: false, key: '4' },
  { id: 'results', name: 'Results', icon: IconChartHistogram, foot: false, key: '5' },
  { id: 'history', name: 'History', icon: IconHistory, foot: false, key: '6' },
  { id: 'settings', name: 'Settings', icon: IconSettings, foot: true, key: ',' },
  { id: 'doctor', name: 'Doctor', icon: IconStethoscope, foot: true, key: '7' },
];
