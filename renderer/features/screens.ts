import type { Location } from '../state/location.ts';
import type { Screen } from '../state/Screen.ts';
import { screen as doctor } from './doctor/DoctorScreen.tsx';
import { screen as history } from './history/HistoryScreen.tsx';
import { screen as home } from './home/HomeScreen.tsx';
import { screen as live } from './live/LiveScreen.tsx';
import { screen as plan } from './plan/PlanScreen.tsx';
import { screen as results } from './results/ResultsScreen.tsx';
import { screen as settings } from './settings/SettingsScreen.tsx';
import { screen as targets } from './targets/TargetsScreen.tsx';

/** The screens in the order of the navigation: the one list of them. */
export const screens: readonly Screen[] = [home, targets, plan, live, results, history, settings, doctor];

/** The screen that an address names; the first where it names none. */
export function screenAt(location: Location): Screen {
  return screens.find(({ id }) => id === location.screen) ?? home;
}
