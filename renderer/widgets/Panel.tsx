import { type ReactNode, useId } from 'react';
import classes from './widgets.module.css';

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
