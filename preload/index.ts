import { contextBridge, ipcRenderer } from 'electron';
import type { IpcCallName } from '../core/contract/ipc.ts';
import { bridgeApi } from './bridgeApi.ts';

/**
 * The names of the contract's calls, which the build puts here. Its schemas stay out of the bridge, which would load them
 * with every page (16 ms) to no use: the main process checks the arguments.
 */
declare const windowCallNames: readonly IpcCallName[];

contextBridge.exposeInMainWorld('bench', bridgeApi(ipcRenderer, windowCallNames));
