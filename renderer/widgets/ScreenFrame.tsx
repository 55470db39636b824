import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { KeyHint } from './KeyHint.tsx';
import classes from './screenFrame.module.css';

interface ScreenFrameProps {
  title: string;
  /** What is open on the screen. */
  subtitle?: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** A screen: its header with title, search and actions, and the room below it. */
export function ScreenFrame({ title, subtitle, actions, children }: ScreenFrameProps) {
  return (
    <div className={classes.screen}>
      <header className={classes.header}>
        <h1 className={classes.title}>{title}</h1>
        {subtitle === undefined ? null : (
          <span className={classes.subtitle} title={subtitle}>
            {subtitle}
          </span>
        )}
        <div className={classes.actions}>
          <button type="button" className={classes.search} onClick={() => spotlight.open()}>
            <IconSearch size={16} stroke={1.75} aria-hidden="true" />
            <span className={classes.searchText}>Search or run a command</span>
            <span className={classes.searchKey}>
              <KeyHint keys="Ctrl K" />
            </span>
          </button>
          {actions}
        </div>
      </header>
      <main className={classes.main}>{children}</main>
    </div>
  );
}
