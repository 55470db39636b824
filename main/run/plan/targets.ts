import { architectureOf, precisionOf } from '../../../core/configuration/modelFiles.ts';
import type { ModelConfiguration } from '../../../core/contract/configuration.ts';
import { precisions } from '../../../core/contract/engineProtocol.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { nearestNames } from '../../../core/format/nearestNames.ts';
import { shownAddress } from '../../../core/secrets/shownAddress.ts';

/** A target that needs no server. */
export interface EmbeddedTarget {
  name: string;
  engine: 'onnx' | 'dummy';
  title: string;
  /** Why this target cannot run the model; undefined when it can, as far as its entry tells. */
  refuses(id: string, model: ModelConfiguration): string | undefined;
}

/** The targets that always exist. */
export const embeddedTargets: readonly EmbeddedTarget[] = [
  {
    name: 'onnx',
    engine: 'onnx',
    title: 'the embedded engine, ONNX Runtime in a process of its own',
    refuses: (id, model) => {
      if (model.type === 'onnx' && model.path !== undefined) return undefined;
      // A folder of weights may tell by itself which graph they are of.
      if (model.type === 'transformer' && (architectureOf(id, model) ?? model.path) !== undefined) {
        const known = precisions.join(', ');
        return precisionOf(model) === undefined ? `runs transformers in ${known}, not in ${model.dtype}` : undefined;
      }
      return 'runs the graphs that it builds (GPT-2, DistilGPT-2), folders of their weights, and ONNX files';
    },
  },
  {
    name: 'dummy',
    engine: 'dummy',
    title: 'a target of known latency, to judge the measurement by',
    refuses: (_id, model) => (model.type === 'dummy' ? undefined : 'runs models of type "dummy" only'),
  },
];

/** A server named on the command line as `engine=url`, or why it cannot be one. */
export type ServerTarget =
  | { engine: 'openai'; url: string }
  /** `message` to be read after the target's name, as every problem of a plan. */
  | { message: string; remedy: string };

/** Engines that a server can be reached as, and those that will be. */
const engines: Readonly<Record<string, 'now' | 'later'>> = { openai: 'now', inferneo: 'later', triton: 'later' };
const example = 'openai=http://127.0.0.1:8000';

/**
 * Reads `openai=http://host:port`, with or without `/v1` at its end; undefined when the text names no server at all. The
 * address is given back as the server's root, so that one server has one name however it was written.
 */
export function serverTarget(text: string): ServerTarget | undefined {
  const equals = text.indexOf('=');
  const engine = equals < 0 ? text : text.slice(0, equals);
  const support = Object.hasOwn(engines, engine) ? engines[engine] : undefined;
  if (support === undefined && equals < 0) return undefined;
  if (support === undefined) {
    // It is no engine's name, and may be the beginning of an address with an equals sign in its password.
    const [shown = ''] = shownAddress(text).split('=');
    return { message: `names an engine "${shown}" that is not known`, remedy: `Write ${example}.` };
  }
  if (support === 'later') {
    return {
      message: `is an engine that this version does not speak to`,
      remedy: `Reach it over its OpenAI-compatible route where it has one: ${example}.`,
    };
  }
  if (equals < 0) return { message: 'needs the address of the server', remedy: `Write ${example}.` };
  return readAddress(text.slice(equals + 1));
}

function readAddress(address: string): ServerTarget {
  const remedy = `Write the server's root, such as ${example}.`;
  if (!URL.canParse(address)) return { message: `has "${shownAddress(address)}" where an address belongs`, remedy };
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { message: `has the protocol "${url.protocol}//" where http:// or https:// belongs`, remedy };
  }
  if (url.username !== '' || url.password !== '') {
    return {
      message: 'has a user name or password in its address, which would be stored with every result',
      remedy: 'Leave it out; a key goes into the environment variable OPENAI_API_KEY.',
    };
  }
  if (url.search !== '' || url.hash !== '') return { message: 'has a query in its address', remedy };
  const path = url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  return { engine: 'openai', url: `${url.origin}${path}` };
}

/** A target that a plan can have: an embedded one, or a server. */
export interface PlanTarget {
  /** As results name it; a server has one name however its address was written. */
  name: string;
  engine: PlannedStep['engine'];
  /** Servers: the root of the address. */
  url?: string;
  /** Why this target cannot run the model; undefined when it can, as far as its entry tells. */
  refuses(id: string, model: ModelConfiguration): string | undefined;
}

/** The target of a name, or what is wrong with the name, to be read after it. */
export function targetNamed(name: string): PlanTarget | { message: string; remedy: string } {
  const embedded = embeddedTargets.find((target) => target.name === name);
  if (embedded !== undefined) return embedded;
  const server = serverTarget(name);
  if (server === undefined) {
    const names = embeddedTargets.map((target) => target.name);
    return { message: 'is no target that this version knows', remedy: didYouMean(name, [...names, 'openai=URL']) };
  }
  if ('message' in server) return server;
  // What a server can run is for the server to say: it is asked before the first step.
  return { name: `${server.engine}=${server.url}`, engine: server.engine, url: server.url, refuses: () => undefined };
}

/** What to write instead of a name that does not exist: those most like it, else all that do. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = nearestNames(name, known);
  return near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Known: ${known.join(', ')}.`;
}
