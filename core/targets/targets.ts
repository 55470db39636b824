import type { ModelConfiguration } from '../contract/configuration.ts';
import type { PlannedStep } from '../contract/plannedStep.ts';
import type { ServedProtocol, TargetKindName } from '../contract/targetKind.ts';
import { didYouMean } from '../format/nearestNames.ts';
import { shownAddress } from '../secrets/shownAddress.ts';
import { dummy } from './dummy/dummy.ts';
import { onnx } from './onnx/onnx.ts';
import { openai } from './openai/openai.ts';
import type { Refusal, TargetKind, TargetTraits } from './TargetKind.ts';

/** Every kind that a step can be measured on, in the order in which they are listed. */
const kinds: readonly TargetKind[] = [onnx, dummy, openai];

/** Kinds whose names are kept for a version that speaks to them. */
const laterKinds: readonly TargetKindName[] = ['inferneo', 'triton'];

/** What is measured where no target is named, and what examples name. */
export const defaultTarget: string = onnx.name;

/** The targets that always exist, each under the name of its kind. */
export const embeddedTargets: readonly TargetKind[] = kinds.filter(({ address }) => address === undefined);

/** The kind of a server whose address was typed without one. */
export const defaultServerKind: TargetKindName = openai.name;
/** What it speaks. */
export const defaultServedProtocol: ServedProtocol = openai.traits.calibratedBy;
/** Such a target as it is written. */
export const serverExample: string = openai.address.example;

/**
 * The kind of a planned or stored step.
 *
 * @throws Error for the name of a kind that nothing can be measured on yet; no plan has one.
 */
export function kindOf({ engine }: Pick<PlannedStep, 'engine'>): TargetKind {
  const kind = kinds.find(({ name }) => name === engine);
  if (kind === undefined) throw new Error(`there is no kind of target "${engine}": add it to core/targets/targets.ts`);
  return kind;
}

/** The traits of the kind of a planned or stored step. @throws Error as {@link kindOf} does. */
export function targetTraits(step: Pick<PlannedStep, 'engine'>): TargetTraits {
  return kindOf(step).traits;
}

/** The kind whose client is calibrated with a protocol. @throws Error where there is none. */
export function kindCalibratedBy(protocol: ServedProtocol): TargetKindName {
  const kind = kinds.find(({ traits }) => traits.calibratedBy === protocol);
  if (kind === undefined) throw new Error(`no kind of target is calibrated by "${protocol}"`);
  return kind.name;
}

/** The address of a step's target. @throws Error for a target that is reached without one: its traits tell. */
export function addressOf({ target, url }: Pick<PlannedStep, 'target' | 'url'>): string {
  if (url === undefined) throw new Error(`target "${target}" has no address`);
  return url;
}

/** A step's target and model in a sentence. */
export function subjectWords({ engine, model, url }: Pick<PlannedStep, 'engine' | 'model' | 'url'>): string {
  return url === undefined ? `${engine} ${model.id}` : `${engine} ${model.id} at ${url}`;
}

/** A target that a plan can have. */
export interface PlanTarget {
  /** As results name it; a target has one name however its address was written. */
  name: string;
  kind: TargetKind;
  /** Of a kind that has an address. */
  url?: string;
  /** Why this target cannot run the model; undefined when it can, as far as its entry tells. */
  refuses(id: string, model: ModelConfiguration): string | undefined;
}

/** Whether a text was meant as a target with an address, right or wrong. */
export function hasAddressForm(text: string): boolean {
  const { kind, address } = partsOf(text);
  return address !== undefined || kind === 'later' || (typeof kind === 'object' && kind.address !== undefined);
}

/** Whether a text begins with the name of a kind that has an address, and `=`. */
export function namesServerKind(text: string): boolean {
  const { kind, address } = partsOf(text);
  return address !== undefined && typeof kind === 'object' && kind.address !== undefined;
}

/** The target of a name, or what is wrong with the name, to be read after it. */
export function targetNamed(text: string): PlanTarget | Refusal {
  const { kind, address } = partsOf(text);
  const remedy = `Write ${serverExample}.`;
  if (kind === 'later') {
    return {
      message: 'is an engine that this version does not speak to',
      remedy: `Reach it over its OpenAI-compatible route where it has one: ${serverExample}.`,
    };
  }
  if (kind === undefined || (kind.address === undefined && address !== undefined)) {
    if (address === undefined) {
      const known = kinds.map(({ name, address }) => (address === undefined ? name : `${name}=URL`));
      return { message: 'is no target that this version knows', remedy: didYouMean(text, known) };
    }
    // It is no engine's name, and may be the beginning of an address with an equals sign in its password.
    const [shown = ''] = shownAddress(text).split('=');
    return { message: `names an engine "${shown}" that is not known`, remedy };
  }
  const { name, refuses } = kind;
  if (kind.address === undefined) return { name, kind, refuses };
  if (address === undefined) {
    return { message: 'needs the address of the server', remedy: `Write ${kind.address.example}.` };
  }
  const read = kind.address.read(address);
  return 'message' in read ? read : { name: `${name}=${read.url}`, kind, url: read.url, refuses };
}

/** `kind=address`, or a kind alone; undefined where no kind has that name. */
function partsOf(text: string): { kind: TargetKind | 'later' | undefined; address?: string } {
  const equals = text.indexOf('=');
  const named = equals < 0 ? text : text.slice(0, equals);
  const kind = laterKinds.some((name) => name === named) ? 'later' : kinds.find(({ name }) => name === named);
  return equals < 0 ? { kind } : { kind, address: text.slice(equals + 1) };
}
