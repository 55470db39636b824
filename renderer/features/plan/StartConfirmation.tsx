import { Button, Modal } from '@mantine/core';
import type { PlanEstimate } from '../../../core/contract/plannedStep.ts';
import { formatDuration } from '../../../core/format/formatDuration.ts';
import { formatDurationRange } from '../../../core/format/formatDurationRange.ts';
import classes from './plan.module.css';

/** A run that takes longer than this is asked about before it starts. */
const longestUnaskedSeconds = 3600;

export function needsConfirmation({ totalSeconds }: Pick<PlanEstimate, 'totalSeconds'>): boolean {
  return totalSeconds > longestUnaskedSeconds;
}

interface StartConfirmationProps {
  /** Undefined: nothing is asked. */
  estimate: PlanEstimate | undefined;
  onStart: () => void;
  onClose: () => void;
}

/** Asks before hours are spent: how long it takes, and between which bounds. */
export function StartConfirmation({ estimate, onStart, onClose }: StartConfirmationProps) {
  return (
    <Modal
      opened={estimate !== undefined}
      onClose={onClose}
      title={estimate === undefined ? '' : `This takes about ${formatDuration(estimate.totalSeconds)}`}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {estimate === undefined ? null : (
        <>
          <p className="num">
            {formatDurationRange(estimate.lowSeconds, estimate.highSeconds)}. It can be stopped at any time: what was
            measured by then is kept.
          </p>
          <div className={classes.confirmation}>
            <Button onClick={onClose}>Not now</Button>
            <Button variant="filled" data-autofocus onClick={onStart}>
              Start
            </Button>
          </div>
        </>
      )}
    </Modal>
  );
}
