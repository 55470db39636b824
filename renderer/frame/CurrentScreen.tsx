import { DoctorScreen } from '../features/doctor/DoctorScreen.tsx';
import { HistoryScreen } from '../features/history/HistoryScreen.tsx';
import { HomeScreen } from '../features/home/HomeScreen.tsx';
import { LiveScreen } from '../features/live/LiveScreen.tsx';
import { PlanScreen } from '../features/plan/PlanScreen.tsx';
import { ResultsScreen } from '../features/results/ResultsScreen.tsx';
import { SettingsScreen } from '../features/settings/SettingsScreen.tsx';
import { TargetsScreen } from '../features/targets/TargetsScreen.tsx';
import { useLocation } from '../state/useLocation.ts';

/** The screen that the address names. */
export function CurrentScreen() {
  const location = useLocation();
  switch (location.screen) {
    case 'home':
      return <HomeScreen />;
    case 'targets':
      return <TargetsScreen />;
    case 'plan':
      return <PlanScreen />;
    case 'live':
      return <LiveScreen />;
    case 'results':
      return <ResultsScreen runId={location.runId} stepId={location.stepId} />;
    case 'history':
      return <HistoryScreen />;
    case 'settings':
      return <SettingsScreen />;
    case 'doctor':
      return <DoctorScreen />;
  }
}
