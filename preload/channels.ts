import type { IpcCallName, runEventsChannel } from '../core/contract/ipc.ts';

// The contract's channels by name alone. The compiler holds them against the contract, both ways; its schemas stay out of
// the bridge, which would load them with every page (16 ms) to no use: the main process checks the arguments.

const calls: Record<IpcCallName, true> = {
  machineFacts: true,
  planChoices: true,
  resolvePlan: true,
  startRun: true,
  stopRun: true,
  replayRun: true,
  listRuns: true,
  showRun: true,
  exportHtml: true,
  exportPdf: true,
  showInFolder: true,
  listModels: true,
  chooseModelPath: true,
  inspectModel: true,
  dryRunModel: true,
  addModel: true,
  deleteModel: true,
  putServer: true,
  removeServer: true,
  doctor: true,
};

const runEvents: typeof runEventsChannel = 'runEvents';

/** Every channel between the page and the main process. */
export const channels = { calls: Object.keys(calls) as IpcCallName[], runEvents };
