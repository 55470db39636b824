import { Tooltip } from '@mantine/core';
import { screenAt, screens } from '../features/screens.ts';
import { formatLocation, useLocation } from '../state/location.ts';
import type { Screen } from '../state/Screen.ts';
import { useNarrow } from '../widgets/media.ts';
import classes from './frame.module.css';

/** Navigation: names beside icons, icons alone with tooltips in a narrow window. */
export function Rail() {
  const current = screenAt(useLocation());
  const narrow = useNarrow();
  const link = (entry: Screen) => (
    <RailLink key={entry.id} entry={entry} current={entry === current} withTooltip={narrow} />
  );
  return (
    <nav className={classes.rail} aria-label="Screens">
      <div className={classes.brand}>
        <Logo />
        <span className={classes.brandName}>Inferneo Bench</span>
      </div>
      <div className={classes.nav}>
        {screens.filter((entry) => entry.place === 'work').map(link)}
        <div className={classes.foot}>{screens.filter((entry) => entry.place === 'foot').map(link)}</div>
      </div>
    </nav>
  );
}

function RailLink({ entry, current, withTooltip }: { entry: Screen; current: boolean; withTooltip: boolean }) {
  const { icon: Icon, Count } = entry;
  return (
    <Tooltip label={entry.name} position="right" disabled={!withTooltip}>
      <a
        className={classes.navLink}
        href={formatLocation({ screen: entry.id })}
        aria-current={current ? 'page' : undefined}
      >
        <Icon size={withTooltip ? 20 : 16} stroke={1.75} aria-hidden="true" />
        <span className={classes.navName}>{entry.name}</span>
        {Count === undefined ? null : <Count className={`${classes.navCount} num`} />}
      </a>
    </Tooltip>
  );
}

/** Three bars, the tallest in accent. */
function Logo() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <rect x="1" y="11" width="4" height="8" rx="1" fill="var(--text3)" />
      <rect x="8" y="6" width="4" height="13" rx="1" fill="var(--text3)" />
      <rect x="15" y="1" width="4" height="18" rx="1" fill="var(--accent)" />
    </svg>
  );
}
