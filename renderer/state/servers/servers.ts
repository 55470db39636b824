import { useMemo } from 'react';
import type { PlanChoices } from '../../../core/contract/ipc.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { ask } from '../bench.ts';
import { useFacts } from '../useFacts.ts';

/** A server that the user has added: something that runs already and is reached by its address. */
export interface Server {
  /** In the user's `servers.json`; one that is added has its name from there. */
  name?: string;
  /** As plans and results name it: `kind=http://host:port`, the root of its address behind the kind of target that it is. */
  target: string;
  /** Names of the models that it is to be measured with, as it knows them itself. */
  models: string[];
}

/** The user's servers among what can be chosen, in the order in which they were added. */
export function serversOf(choices: PlanChoices | undefined): Server[] {
  return (choices?.targets ?? []).flatMap(({ name, models, serverName }) =>
    serverName === undefined ? [] : [{ name: serverName, target: name, models }],
  );
}

/** The user's servers, which the program keeps in `servers.json`; none until it has told. */
export function useServers(): Server[] {
  const choices = useFacts((state) => state.choices);
  return useMemo(() => serversOf(choices), [choices]);
}

/** Adds a server, or gives the one at its address these models. @returns why it is not kept; undefined when it is. */
export async function putServer(server: Server): Promise<Failure | undefined> {
  return kept(await ask(window.bench.putServer(server)));
}

/** Adds a model to a server, and the server where it is new. @returns why it is not kept; undefined when it is. */
export function addServerModel(target: string, model: string): Promise<Failure | undefined> {
  const known = serversOf(useFacts.getState().choices).find((server) => server.target === target);
  return putServer({ target, models: [...(known?.models ?? []).filter((name) => name !== model), model] });
}

/** Takes a server out of the list. @returns why it stays; undefined when it has gone. */
export async function removeServer(target: string): Promise<Failure | undefined> {
  return kept(await ask(window.bench.removeServer(target)));
}

/** Reads anew what can be chosen once the list has changed. */
async function kept(
  answer: { ok: true; value: object } | { ok: false; failure: Failure },
): Promise<Failure | undefined> {
  if (!answer.ok) return answer.failure;
  if ('failure' in answer.value) return answer.value.failure as Failure;
  await useFacts.getState().load();
  return undefined;
}

/** Where versions up to 0.1 kept the list: in the page's own storage, which the command line does not see. */
const storageKey = 'servers';

/**
 * Takes over the servers that an earlier version kept in the page's storage, once: what is in `servers.json` by now is
 * taken out of the storage. To be called when what can be chosen is known.
 *
 * @returns why one of them could not be kept; it is tried again when the window opens the next time.
 */
export async function takeOverStoredServers(): Promise<Failure | undefined> {
  const text = window.localStorage.getItem(storageKey);
  if (text === null) return undefined;
  for (const { target, models } of readServers(text)) {
    const known = serversOf(useFacts.getState().choices).find((server) => server.target === target);
    const failure = await putServer({ target, models: [...new Set([...(known?.models ?? []), ...models])] });
    if (failure !== undefined) return failure;
  }
  window.localStorage.removeItem(storageKey);
  return undefined;
}

const mostServers = 200;
const mostModels = 200;
const longestName = 500;

/** Servers out of the page's storage, which another version may have written: what is not one is left out. */
export function readServers(text: string): Server[] {
  const { state } = asRecord(parseJson(text));
  const { servers } = asRecord(state);
  if (!Array.isArray(servers)) return [];
  return servers.slice(0, mostServers).flatMap((entry: unknown): Server[] => {
    const { target, models } = asRecord(entry);
    if (!isName(target) || !Array.isArray(models)) return [];
    return [{ target, models: models.filter(isName).slice(0, mostModels) }];
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Nothing that a version of this program has written: there is no server in it.
    return undefined;
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= longestName;
}
