import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import type { Failure } from '../../core/contract/WorkerMessages.ts';
import { StateMessage } from './StateMessage.tsx';

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
