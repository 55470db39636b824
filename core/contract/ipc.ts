import { z } from 'zod';
import type { modelConfiguration, scenarioConfiguration } from './configuration.ts';
import type { ConfigurationProblem } from './configurationProblem.ts';
import type { ProviderProbe } from './executionProvider.ts';
import { type DryRun, inputOverride, type ModelCard } from './modelCard.ts';
import type { ResolvedPlan } from './plannedStep.ts';
import { type PlanPreset, planRequest } from './planRequest.ts';
import type { Fingerprint, ResultDocument } from './resultDocument.ts';
import type { RunEvent } from './runEvent.ts';
import type { RunSummary } from './storeProtocol.ts';
import type { Failure } from './WorkerMessages.ts';

/** What the window is told about this machine and product when it opens. */
export interface MachineFacts {
  productVersion: string;
  fingerprint: Fingerprint;
  freeMemoryBytes: number;
  dataDirectory: string;
  /** Present when the data directory could not be used: what, and what to do. Everything but stored runs still works. */
  storeFailure?: Failure;
  /** What the user should know of how the stored runs were found, each a sentence. */
  notices: string[];
  /** What is wrong with the user's own configuration; the bundled one stands in until it is mended. */
  configurationProblems: ConfigurationProblem[];
}

/** What can be chosen in a plan. */
export interface PlanChoices {
  /** A target, and the models that it can run; one of the user's servers with its name in `servers.json`. */
  targets: { name: string; engine: string; models: string[]; serverName?: string }[];
  models: Record<string, z.infer<typeof modelConfiguration>>;
  /** The scenarios that can run now, in order. */
  scenarios: { name: string; title: string; question: string; configuration: z.infer<typeof scenarioConfiguration> }[];
  presets: Record<string, PlanPreset>;
}

/** One of the models that can be chosen, as the screen of models lists it. */
export interface ModelEntry {
  id: string;
  configuration: z.infer<typeof modelConfiguration>;
  /** It came with the product and cannot be deleted. */
  isBundled: boolean;
  /** Of models that the embedded engine runs; a failure says why the file cannot be used now. */
  card?: ModelCard | { failure: Failure };
}

/** What a doctor finds of one thing of this machine. */
export interface DoctorRow {
  id: string;
  name: string;
  status: 'good' | 'attention' | 'bad' | 'absent';
  /** What was found, one sentence. */
  found: string;
  /** What to do about it, where there is anything to do, and the command where one does it. */
  advice?: string;
  command?: string;
  detail?: string;
}

export interface DoctorReport {
  rows: DoctorRow[];
  providers: ProviderProbe[];
}

const serverTarget = z.string().min(1).max(500);

/** A server of the user's, as the window asks for it to be kept. */
export const serverEntry = z.strictObject({
  /** In `servers.json`; made of the address where there is none yet. */
  name: z.string().min(1).max(100).optional(),
  /** `openai=http://host:port`, the root of its address behind the protocol it speaks. */
  target: serverTarget,
  /** Names of the models that it is to be measured with, as it knows them itself. */
  models: z.array(z.string().min(1).max(500)).max(200),
});
export type ServerEntry = z.infer<typeof serverEntry>;

const modelId = z.string().min(1).max(200);
const filePath = z.string().min(1).max(4096);
const runReference = z.string().min(1).max(100);

/**
 * Calls from the window, one channel each, with the schema that the main process holds every argument against. The
 * preload bridge and the handlers are both derived from this table.
 */
export const ipcCalls = {
  machineFacts: z.tuple([]),
  planChoices: z.tuple([]),
  resolvePlan: z.tuple([planRequest]),
  startRun: z.tuple([planRequest]),
  stopRun: z.tuple([]),
  /** Everything that happened in the run that goes on now (or went last), so that a reloaded window is up to date. */
  replayRun: z.tuple([]),
  listRuns: z.tuple([z.strictObject({ limit: z.int().min(1).max(1000), offset: z.int().min(0) })]),
  showRun: z.tuple([runReference]),
  exportHtml: z.tuple([runReference]),
  exportPdf: z.tuple([runReference]),
  showInFolder: z.tuple([filePath]),
  listModels: z.tuple([]),
  /** Asks the user for a file or a folder with the system's dialog. */
  chooseModelPath: z.tuple([z.enum(['file', 'folder'])]),
  /** Reads what is at a path, without loading it and without adding it. */
  inspectModel: z.tuple([z.strictObject({ path: filePath, inputs: z.record(z.string().max(500), inputOverride) })]),
  /** Loads and runs a model once, in a process of its own. */
  dryRunModel: z.tuple([z.strictObject({ path: filePath, inputs: z.record(z.string().max(500), inputOverride) })]),
  /** Puts a model into the user's `models.json`. */
  addModel: z.tuple([
    z.strictObject({
      id: modelId,
      name: z.string().min(1).max(200),
      path: filePath,
      inputs: z.record(z.string().max(500), inputOverride),
    }),
  ]),
  /** Takes a model out of the user's `models.json`; its files stay. */
  deleteModel: z.tuple([modelId]),
  /** Puts a server into the user's `servers.json`, or gives the one at its address other models. */
  putServer: z.tuple([serverEntry]),
  /** Takes the server at this address out of it. */
  removeServer: z.tuple([serverTarget]),
  doctor: z.tuple([]),
} as const;
export type IpcCallName = keyof typeof ipcCalls;

/** Outcome of an export: where the file is, or that the user changed their mind. */
export type ExportOutcome = { saved: true; path: string } | { saved: false };

export type StartOutcome = { started: true; runId: string } | { started: false; plan: ResolvedPlan; failure?: Failure };

export interface IpcResults {
  machineFacts: MachineFacts;
  planChoices: PlanChoices;
  resolvePlan: ResolvedPlan;
  startRun: StartOutcome;
  stopRun: { stopping: boolean };
  replayRun: RunEvent[];
  listRuns: { runs: RunSummary[]; total: number };
  showRun: ResultDocument | null;
  exportHtml: ExportOutcome;
  exportPdf: ExportOutcome;
  showInFolder: undefined;
  listModels: ModelEntry[];
  chooseModelPath: { path: string } | { cancelled: true };
  inspectModel: { card: ModelCard } | { failure: Failure };
  dryRunModel: { dryRun: DryRun } | { failure: Failure };
  addModel: { added: true } | { failure: Failure };
  deleteModel: { deleted: true } | { failure: Failure };
  putServer: { saved: true } | { failure: Failure };
  removeServer: { removed: true } | { failure: Failure };
  doctor: DoctorReport;
}

/** Channel on which the main process tells the window what happens in a run, in batches. */
export const runEventsChannel = 'runEvents';

/** A call either answers or fails with something a user can read; nothing is thrown across the bridge as bare text. */
export type IpcAnswer<Name extends IpcCallName> =
  | { ok: true; value: IpcResults[Name] }
  | { ok: false; failure: Failure };

/** `window.bench`: the only thing that the page can reach. */
export type BenchApi = {
  [Name in IpcCallName]: (...arguments_: z.infer<(typeof ipcCalls)[Name]>) => Promise<IpcAnswer<Name>>;
} & {
  /** Calls back with each batch of events until the returned function is called. */
  onRunEvents(listener: (events: RunEvent[]) => void): () => void;
};
