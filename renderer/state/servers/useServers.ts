import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { readServers } from './readServers.ts';
import type { Server } from './Server.ts';

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
