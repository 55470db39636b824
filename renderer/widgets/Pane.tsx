import { Box } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './widgets.module.css';

interface PaneProps {
  title: string;
  note?: string;
  /** A title that stands back behind its content. */
  quiet?: boolean;
  children: ReactNode;
  className?: string | undefined;
}

/** A block of a work screen, parted from its neighbours by a hairline. */
export function Pane({ title, note, quiet = false, children, className }: PaneProps) {
  const titleId = useId();
  return (
    <section
      className={className === undefined ? classes.pane : `${classes.pane} ${className}`}
      aria-labelledby={titleId}
      data-pane=""
      tabIndex={-1}
    >
      <h2 className={quiet ? classes.quietTitle : classes.paneTitle} id={titleId}>
        <bdi>{title}</bdi>
        {note === undefined ? null : <small> · {note}</small>}
      </h2>
      {children}
    </section>
  );
}

interface PanelProps {
  title: string;
  note?: string;
  action?: ReactNode;
  children: ReactNode;
  className?: string | undefined;
}

/** A bordered panel, on Home and Plan only; panels are never nested. */
export function Panel({ title, note, action, children, className }: PanelProps) {
  const titleId = useId();
  return (
    <section
      className={className === undefined ? classes.panel : `${classes.panel} ${className}`}
      aria-labelledby={titleId}
      data-pane=""
      tabIndex={-1}
    >
      <div className={classes.panelHead}>
        <h2 id={titleId}>{title}</h2>
        {note === undefined ? null : <small>{note}</small>}
        {action}
      </div>
      {children}
    </section>
  );
}

/** A named region that scrolls; it takes the focus so that the arrow keys scroll it. */
export function ScrollRegion({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Box component="section" className={classes.tableScroll} aria-label={label} tabIndex={0}>
      {children}
    </Box>
  );
}

/** A bar in the place of a text that is being read. */
export function Skeleton({ widthPx, heightPx = 8 }: { widthPx: number; heightPx?: number }) {
  return <span className={classes.skeleton} style={{ width: widthPx, height: heightPx }} aria-hidden="true" />;
}
