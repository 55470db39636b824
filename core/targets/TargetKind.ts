import type { ModelConfiguration } from '../contract/configuration.ts';
import type { PlannedStep } from '../contract/plannedStep.ts';
import type { ServedProtocol, TargetKindName } from '../contract/targetKind.ts';
import type { ProcessRole } from '../contract/telemetryProtocol.ts';

/** What is wrong with something that was typed; `message` is read after it, as every problem of a plan. */
export interface Refusal {
  message: string;
  remedy: string;
}

/** What others ask of a kind of target instead of its name. What is absent does not hold. */
export interface TargetTraits {
  /** This program starts its engine with the files of a model: its load can be a part of a step, and takes memory here. */
  startsEngine?: true;
  /** Its models are those of a server, by the server's names: no files of them are read here. */
  servesItsModels?: true;
  /** It is asked before its first step whether it can be measured. */
  isAskedFirst?: true;
  /** It has a known latency, to judge the measurement by; it stands in for the models made for tests. */
  judgesMeasurement?: true;
  /** What its replies hold that can be compared: token ids, or text alone. */
  outputs: 'none' | 'tokens' | 'text';
  /** Settings of the load that only some kinds take. */
  settings: readonly ('provider' | 'endpoint' | 'vendorFields')[];
  /** Whose memory and processor time are its own; `byAddress`: those that are found behind its address. */
  processes: { role: Extract<ProcessRole, 'engine' | 'client'>; of: string } | 'byAddress';
  /** Why nothing is said of bytes on the wire, where there is no wire. */
  networkAbsent?: string;
  /** The server of this program that the client is measured against; absent where it costs nothing that matters. */
  calibratedBy?: ServedProtocol;
}

/** How the address of a kind is written behind its name: `kind=address`. */
interface AddressGrammar {
  /** A whole target, to be shown: `openai=http://127.0.0.1:8000`. */
  example: string;
  /** The environment variable that its key is taken from; absent of a protocol without keys. */
  keyVariable?: string;
  /** The one spelling of an address, however it was written, or what is wrong with it. */
  read(address: string): { url: string } | Refusal;
}

/** One kind of system under test. Pure: what sends to it stands in main/runner/targets, under the same name. */
export interface TargetKind {
  name: TargetKindName;
  /** What it is, in a list. */
  title: string;
  traits: TargetTraits;
  /** Absent of a kind that is always there, under its own name. */
  address?: AddressGrammar;
  /** Why it cannot run the model; undefined when it can, as far as its entry tells. */
  refuses(id: string, model: ModelConfiguration): string | undefined;
  /** Why it cannot carry out steps of these batch sizes as the load is set; undefined when it can. */
  refusesBatches?(sizes: readonly number[], step: Pick<PlannedStep, 'endpoint' | 'scenario'>): Refusal | undefined;
}
