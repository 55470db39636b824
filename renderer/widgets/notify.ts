import { notifications } from '@mantine/notifications';
import type { Failure } from '../../core/contract/WorkerMessages.ts';

/** A short message that goes by itself. */
export function notifyDone(message: string): void {
  notifications.show({ message, autoClose: 4000 });
}

/** A failure that stays until it is closed: what, the remedy, the raw text. */
export function notifyFailure(failure: Failure): void {
  notifications.show({
    title: failure.reason,
    message: failure.detail === undefined ? failure.remedy : `${failure.remedy} (${failure.detail})`,
    color: 'red',
    autoClose: false,
  });
}
