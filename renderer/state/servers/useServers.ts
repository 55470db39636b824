import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface Servers {
  servers: Server[];
  /** Adds a server, or a model to one that is there. */
  add(target: string, model: string): void;
  removeModel(target: string, model: string): void;
  remove(target: string): void;
  /** Puts one back as it was, such as after it was removed by mistake. */
  restore(server: Server): void;
}

/**
 * The servers that can be chosen on Home and Plan; kept between starts in the page's own storage. Nothing secret is among
 * them: an address with a password in it is refused before it comes here.
 */
export const useServers = create<Servers>()(
  persist(
    (set) => ({
      servers: [],
      add: (target, model) =>
        set(({ servers }) => {
          const known = servers.find((server) => server.target === target);
          if (known === undefined) return { servers: [...servers, { target, models: [model] }] };
          const models = [...known.models.filter((name) => name !== model), model];
          return { servers: servers.map((server) => (server === known ? { target, models } : server)) };
        }),
      removeModel: (target, model) =>
        set(({ servers }) => ({
          servers: servers.map((server) =>
            server.target === target ? { target, models: server.models.filter((name) => name !== model) } : server,
          ),
        })),
      remove: (target) => set(({ servers }) => ({ servers: servers.filter((server) => server.target !== target) })),
      restore: (server) =>
        set(({ servers }) => ({ servers: [...servers.filter(({ target }) => target !== server.target), server] })),
    }),
    {
      name: 'servers',
      version: 1,
      merge: (stored, current) => ({ ...current, servers: readServers(stored) }),
    },
  ),
);

const mostServers = 200;
const mostModels = 200;
const longestName = 500;

/** Servers out of the page's storage, which another version may have written: what is not one is left out. */
export function readServers(stored: unknown): Server[] {
  if (!isRecord(stored) || !Array.isArray(stored.servers)) return [];
  return stored.servers.slice(0, mostServers).flatMap((entry: unknown): Server[] => {
    if (!isRecord(entry) || !isName(entry.target) || !Array.isArray(entry.models)) return [];
    return [{ target: entry.target, models: entry.models.filter(isName).slice(0, mostModels) }];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= longestName;
}

/** A server that the user has added: something that runs already and is reached by its address. */
export interface Server {
  /** As plans and results name it: `kind=http://host:port`, the root of its address behind the kind of target that it is. */
  target: string;
  /** Names of the models that it is to be measured with, as it knows them itself. */
  models: string[];
}
