import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { endSentence } from '../../core/format/endSentence.ts';
import classes from './widgets.module.css';

interface ProblemLineProps {
  severity: 'error' | 'warning';
  message: string;
  /** What to do about it; a remedy that can be done here comes as a control. */
  remedy?: ReactNode;
  id?: string;
}

/** What is wrong and what to do about it, under the field that it is about. */
export function ProblemLine({ severity, message, remedy, id }: ProblemLineProps) {
  const Icon = severity === 'error' ? IconCircleX : IconAlertTriangle;
  const tone = severity === 'error' ? classes.toneInvalid : classes.toneSuspect;
  return (
    <p className={`${classes.problem} ${tone}`} id={id}>
      <Icon size={14} stroke={1.75} role="img" aria-label={severity === 'error' ? 'Problem' : 'Warning'} />
      <span>
        {remedy === undefined ? (
          message
        ) : (
          <>
            {endSentence(message)} <strong>{remedy}</strong>
          </>
        )}
      </span>
    </p>
  );
}
