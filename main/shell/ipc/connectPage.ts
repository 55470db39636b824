import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { type IpcCallName, ipcCalls } from '../../../core/contract/ipc.ts';
import { runEventsChannel } from '../../../core/contract/runEvent.ts';
import { isOwnOrigin } from '../security/ownPage.ts';
import { answerCall, type CallHandlers } from './answerCall.ts';

/**
 * Answers the window's calls, one channel for each entry of the contract's table. A sender that is not the window's own
 * page gets no answer but an error, and nothing runs on its behalf.
 * @param windowId id of the contents that may call, undefined while there are none
 * @param onListening called when the page begins to listen for run events
 */
export function connectPage(
  handlers: CallHandlers,
  windowId: () => number | undefined,
  onListening: () => void,
  onRefused: (what: string) => void,
): void {
  const isTrusted = (event: IpcMainInvokeEvent | IpcMainEvent): boolean =>
    isTrustedSender(event.senderFrame, event.sender.id, windowId());
  for (const name of Object.keys(ipcCalls) as IpcCallName[]) {
    ipcMain.handle(name, (event, ...callArguments: unknown[]) => {
      if (isTrusted(event)) return answerCall(name, handlers, callArguments);
      onRefused(`the call ${name} from another page`);
      throw new Error('Only the window of Inferneo Bench is answered.');
    });
  }
  ipcMain.on(runEventsChannel, (event) => {
    if (isTrusted(event)) onListening();
    else onRefused('a listener from another page');
  });
}

/** What is looked at of the frame that sent a message; Electron's WebFrameMain fits. */
interface SendingFrame {
  url: string;
  parent: unknown;
  /** Absent in none of the supported versions, but a frame that is gone may throw when it is read. */
  detached?: boolean;
}

/**
 * Whether a message comes from the window's own page: the top frame of the window's own contents, showing the window's
 * own origin. Anything else, a frame that has gone included, is not answered.
 */
export function isTrustedSender(frame: SendingFrame | null, senderId: number, windowId: number | undefined): boolean {
  if (frame === null || windowId === undefined || senderId !== windowId) return false;
  if (frame.detached === true || frame.parent !== null) return false;
  return isOwnOrigin(frame.url);
}
