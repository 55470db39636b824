import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { type IpcCallName, ipcCalls, runEventsChannel } from '../../../core/contract/ipc.ts';
import { isTrustedSender } from '../security/isTrustedSender.ts';
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
