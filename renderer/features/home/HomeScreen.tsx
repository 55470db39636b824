import { ScreenFrame } from '../../frame/ScreenFrame.tsx';
import classes from './home.module.css';
import { LastRunsPanel } from './LastRunsPanel.tsx';
import { MachinePanel } from './MachinePanel.tsx';
import { QuickPanel } from './QuickPanel.tsx';

/** This machine, the quick benchmark, and the last runs. */
export function HomeScreen() {
  return (
    <ScreenFrame title="Home">
      <div className={classes.home}>
        <MachinePanel />
        <QuickPanel />
        <LastRunsPanel />
      </div>
    </ScreenFrame>
  );
}
