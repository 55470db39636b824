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
