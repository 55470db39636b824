import { Tooltip } from '@mantine/core';
import { isSearching } from '../state/live/LiveRun.ts';
import { formatLocation, type ScreenId, useLocation } from '../state/location.ts';
import { useLiveRun } from '../state/useLiveRun.ts';
import { useNarrow } from '../widgets/media.ts';
import classes from './frame.module.css';
import { type Screen, screens } from './screens.ts';

/** Navigation: names beside icons, icons alone with tooltips in a narrow window. */
export function Rail() {
  const { screen } = useLocation();
  const narrow = useNarrow();
  const link = (entry: Screen) => (
    <RailLink key={entry.id} entry={entry} current={screen === entry.id} withTooltip={narrow} />
  );
  return (
    <nav className={classes.rail} aria-label="Screens">
      <div className={classes.brand}>
        <Logo />
        <span className={classes.brandName}>Inferneo Bench</span>
      </div>
      <div className={classes.nav}>
        {screens.filter((entry) => !entry.foot).map(link)}
        <div className={classes.foot}>{screens.filter((entry) => entry.foot).map(link)}</div>
      </div>
    </nav>
  );
}

function RailLink({ entry, current, withTooltip }: { entry: Screen; current: boolean; withTooltip: boolean }) {
  const Icon = entry.icon;
  return (
    <Tooltip label={entry.name} position="right" disabled={!withTooltip}>
      <a
        className={classes.navLink}
        href={formatLocation({ screen: entry.id })}
        aria-current={current ? 'page' : undefined}
      >
        <Icon size={withTooltip ? 20 : 16} stroke={1.75} aria-hidden="true" />
        <span className={classes.navName}>{entry.name}</span>
        <RailCount id={entry.id} />
      </a>
    </Tooltip>
  );
}

/** Beside Live: how far the run is. */
function RailCount({ id }: { id: ScreenId }) {
  const run = useLiveRun((state) => state.run);
  if (id !== 'live' || run === undefined || run.status !== 'running' || run.step === undefined) {
    return null;
  }
  return (
    <small className={`${classes.navCount} num`} aria-hidden="true">
      {run.step.index + 1}/{run.steps.length}
      {isSearching(run) ? '+' : ''}
    </small>
  );
}

/** Three bars, the tallest in accent. */
export function Logo() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <rect x="1" y="11" width="4" height="8" rx="1" fill="var(--text3)" />
      <rect x="8" y="6" width="4" height="13" rx="1" fill="var(--text3)" />
      <rect x="15" y="1" width="4" height="18" rx="1" fill="var(--accent)" />
    </svg>
  );
}
