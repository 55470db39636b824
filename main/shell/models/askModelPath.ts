import { type BrowserWindow, dialog } from 'electron';
import type { IpcResults } from '../../../core/contract/ipc.ts';

/** Asks the user for an ONNX file or for a folder of weights, with the system's dialog. */
export async function askModelPath(
  window: BrowserWindow,
  kind: 'file' | 'folder',
): Promise<IpcResults['chooseModelPath']> {
  const answer = await dialog.showOpenDialog(
    window,
    kind === 'file'
      ? {
          title: 'Choose an ONNX file',
          properties: ['openFile'],
          filters: [
            { name: 'ONNX model', extensions: ['onnx'] },
            { name: 'All files', extensions: ['*'] },
          ],
        }
      : { title: 'Choose a folder of weights', properties: ['openDirectory'] },
  );
  const [path] = answer.filePaths;
  return answer.canceled || path === undefined ? { cancelled: true } : { path };
}
