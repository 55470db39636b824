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

/** Outcome of an export: where the file is, or that the user changed their mind. */
export type ExportOutcome = { saved: true; path: string } | { saved: false };

export type StartOutcome = { started: true; runId: string } | { started: false; plan: ResolvedPlan; failure?: Failure };

/** How a call is answered. */
interface CallTraits {
  /**
   * What it gives is only shown, and much of it is from servers and files: characters that would turn the text around
   * them, or hide in it, are shown by their code. What the others give may come back as a name that must be the same.
   */
  isOnlyShown?: true;
}

/** One call: the schema of its arguments, and what it answers, of which only the type exists. */
interface WindowCall<Arguments extends z.ZodType<unknown[]>, Answer> extends CallTraits {
  arguments: Arguments;
  answer?: Answer;
}

/** A call that answers with an `Answer`, to arguments that are held against a schema. */
function answering<Answer>() {
  return <Arguments extends z.ZodType<unknown[]>>(
    arguments_: Arguments,
    traits: CallTraits = {},
  ): WindowCall<Arguments, Answer> => ({ arguments: arguments_, ...traits });
}

const modelPlace = z.strictObject({ path: filePath, inputs: z.record(z.string().max(500), inputOverride) });
const nothing = z.tuple([]);

/**
 * The calls of the window, one channel each: the only list of them. The main process holds every argument against the
 * schema. The bridge, the page's client and what answers the calls are derived from this table; what a call does stands in
 * the service's method of the same name, or beside the shell's own (`main/shell/ipc/answerCall.ts`).
 */
export const ipcCalls = {
  machineFacts: answering<MachineFacts>()(nothing),
  planChoices: answering<PlanChoices>()(nothing),
  resolvePlan: answering<ResolvedPlan>()(z.tuple([planRequest])),
  startRun: answering<StartOutcome>()(z.tuple([planRequest])),
  stopRun: answering<{ stopping: boolean }>()(nothing),
  /** Everything that happened in the run that goes on now (or went last), so that a reloaded window is up to date. */
  replayRun: answering<RunEvent[]>()(nothing, { isOnlyShown: true }),
  listRuns: answering<{ runs: RunSummary[]; total: number }>()(
    z.tuple([z.strictObject({ limit: z.int().min(1).max(1000), offset: z.int().min(0) })]),
    { isOnlyShown: true },
  ),
  showRun: answering<ResultDocument | null>()(z.tuple([runReference]), { isOnlyShown: true }),
  exportHtml: answering<ExportOutcome>()(z.tuple([runReference])),
  exportPdf: answering<ExportOutcome>()(z.tuple([runReference])),
  showInFolder: answering<undefined>()(z.tuple([filePath])),
  listModels: answering<ModelEntry[]>()(nothing),
  /** Asks the user for a file or a folder with the system's dialog. */
  chooseModelPath: answering<{ path: string } | { cancelled: true }>()(z.tuple([z.enum(['file', 'folder'])])),
  /** Reads what is at a path, without loading it and without adding it. */
  inspectModel: answering<{ card: ModelCard } | { failure: Failure }>()(z.tuple([modelPlace])),
  /** Loads and runs a model once, in a process of its own. */
  dryRunModel: answering<{ dryRun: DryRun } | { failure: Failure }>()(z.tuple([modelPlace])),
  /** Puts a model into the user's `models.json`. */
  addModel: answering<{ added: true } | { failure: Failure }>()(
    z.tuple([modelPlace.extend({ id: modelId, name: z.string().min(1).max(200) })]),
  ),
  /** Takes a model out of the user's `models.json`; its files stay. */
  deleteModel: answering<{ deleted: true } | { failure: Failure }>()(z.tuple([modelId])),
  /** Puts a server into the user's `servers.json`, or gives the one at its address other models. */
  putServer: answering<{ saved: true } | { failure: Failure }>()(z.tuple([serverEntry])),
  /** Takes the server at this address out of it. */
  removeServer: answering<{ removed: true } | { failure: Failure }>()(z.tuple([serverTarget])),
  doctor: answering<DoctorReport>()(nothing, { isOnlyShown: true }),
};
export type IpcCallName = keyof typeof ipcCalls;

export type IpcArguments<Name extends IpcCallName> = z.infer<(typeof ipcCalls)[Name]['arguments']>;

type AnswerOf<Call> = Call extends WindowCall<z.ZodType<unknown[]>, infer Answer> ? Answer : never;

/** What each call answers. */
export type IpcResults = { [Name in IpcCallName]: AnswerOf<(typeof ipcCalls)[Name]> };

/** A call either answers or fails with something a user can read; nothing is thrown across the bridge as bare text. */
export type IpcAnswer<Name extends IpcCallName> =
  | { ok: true; value: IpcResults[Name] }
  | { ok: false; failure: Failure };

/** `window.bench`: the only thing that the page can reach. */
export type BenchApi = {
  [Name in IpcCallName]: (...arguments_: IpcArguments<Name>) => Promise<IpcAnswer<Name>>;
} & {
  /** Calls back with each batch of events until the returned function is called. */
  onRunEvents(listener: (events: RunEvent[]) => void): () => void;
};
