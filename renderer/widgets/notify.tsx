import { notifications } from '@mantine/notifications';
import type { Failure } from '../../core/contract/WorkerMessages.ts';

/** A short message that goes by itself. */
export function notifyDone(message: string): void {
  notifications.show({ message, autoClose: 4000 });
}

/** What was done, with the way back. */
export function notifyUndo(message: string, onUndo: () => Promise<void>): void {
  const id = `undo ${message}`;
  const undo = (): void => {
    notifications.hide(id);
    void onUndo();
  };
  notifications.show({
    id,
    message: (
      <>
        {message}{' '}
        <button type="button" className="link" onClick={undo}>
          Undo
        </button>
      </>
    ),
    autoClose: 10_000,
  });
}

/** Where a file was saved, with the way to it. */
export function notifySaved(path: string, onShow: () => void): void {
  notifications.show({
    title: 'Saved',
    message: (
      <>
        {path}{' '}
        <button type="button" className="link" onClick={onShow}>
          Show in folder
        </button>
      </>
    ),
    autoClose: 10_000,
  });
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
