import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { RawText } from './RawText.tsx';
import classes from './widgets.module.css';

interface StateMessageProps {
  icon: TablerIcon;
  tone?: 'plain' | 'error';
  title: string;
  /** One sentence that teaches, or why we think so. */
  children: ReactNode;
  /** The filled button first. */
  actions?: ReactNode;
  /** Raw text of an error, untouched. */
  raw?: string | undefined;
}

/** What stands in the place of content: nothing there yet, or an error with its remedy. */
export function StateMessage({ icon: Icon, tone = 'plain', title, children, actions, raw }: StateMessageProps) {
  return (
    <div className={classes.state} role={tone === 'error' ? 'alert' : undefined}>
      <Icon
        size={20}
        stroke={1.75}
        aria-hidden="true"
        className={tone === 'error' ? classes.toneInvalid : classes.toneText2}
      />
      <div>
        <h2>{title}</h2>
        <p>{children}</p>
      </div>
      {actions === undefined ? null : <div className={classes.stateActions}>{actions}</div>}
      {raw === undefined ? null : <RawText label="What was said" text={raw} />}
    </div>
  );
}
