import type { ModelConfiguration } from '../../../core/contract/configuration.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { didYouMean } from './didYouMean.ts';
import { embeddedTargets } from './embeddedTargets.ts';
import { serverTarget } from './serverTarget.ts';

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
