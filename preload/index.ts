import { contextBridge, ipcRenderer } from 'electron';
import { bridgeApi } from './bridgeApi.ts';

contextBridge.exposeInMainWorld('bench', bridgeApi(ipcRenderer));
