import type { IpcResults } from '../../core/contract/ipc.ts';
import { FailureError } from '../run/sessions/FailureError.ts';
import type { BenchService } from './BenchService.ts';
import type { ReportExports } from './exports/ReportExports.ts';
import type { CallHandlers } from './ipc/answerCall.ts';

export interface CallTargets {
  /** Opening takes a moment; calls that come before wait for it, and are told when it failed. */
  service: Promise<BenchService>;
  exports: Pick<ReportExports, 'export' | 'hasWritten'>;
  /** The page is being given the whole run: what waits to be sent is part of it. */
  onReplay(): void;
  showInFolder(path: string): void;
  /** Asks the user for a model's file or folder with the system's dialog. */
  askModelPath(kind: 'file' | 'folder'): Promise<IpcResults['chooseModelPath']>;
}

/**
 * What the window's calls do. The only files that the window may name are models, which are read as data by a process of
 * its own, and what was exported, which it can point at.
 */
export function handleCalls({ service, exports, onReplay, showInFolder, askModelPath }: CallTargets): CallHandlers {
  return {
    machineFacts: async () => (await service).machineFacts(),
    planChoices: async () => (await service).planChoices(),
    resolvePlan: async (request) => (await service).resolvePlan(request),
    startRun: async (request) => (await service).startRun(request),
    stopRun: async () => (await service).stopRun(),
    replayRun: async () => {
      const opened = await service;
      onReplay();
      return opened.replayRun();
    },
    listRuns: async (page) => (await service).listRuns(page),
    showRun: async (run) => (await service).showRun(run),
    exportHtml: (run) => exports.export(run, 'html'),
    exportPdf: (run) => exports.export(run, 'pdf'),
    showInFolder: (path) => {
      if (!exports.hasWritten(path)) {
        throw new FailureError({
          reason: `${path} was not written since the program started`,
          remedy: 'Export the report again.',
        });
      }
      showInFolder(path);
      return undefined;
    },
    listModels: async () => (await service).listModels(),
    chooseModelPath: (kind) => askModelPath(kind),
    inspectModel: async (model) => (await service).inspectModel(model),
    dryRunModel: async (model) => (await service).dryRunModel(model),
    addModel: async (model) => (await service).addModel(model),
    deleteModel: async (id) => (await service).deleteModel(id),
    doctor: async () => (await service).doctor(),
  };
}
