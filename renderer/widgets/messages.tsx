import { Box, Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleX, IconRefresh, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Failure } from '../../core/contract/WorkerMessages.ts';
import { endSentence } from '../../core/format/absences.ts';
import classes from './widgets.module.css';

/** A failure in the place of what could not be shown: what, the remedy, the raw text. */
export function FailureMessage({ failure, onRetry }: { failure: Failure; onRetry?: () => void }) {
  return (
    <StateMessage
      icon={IconAlertTriangle}
      tone="error"
      title={failure.reason}
      raw={failure.detail}
      actions={
        onRetry === undefined ? undefined : (
          <Button variant="filled" leftSection={<IconRefresh size={16} stroke={1.75} />} onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
      {failure.remedy}
    </StateMessage>
  );
}

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

/** Text as it came from elsewhere, untouched; long text scrolls, also by keyboard. */
export function RawText({ label, text }: { label: string; text: string }) {
  return (
    <Box component="pre" className={classes.raw} role="group" aria-label={label} tabIndex={0}>
      {text}
    </Box>
  );
}
