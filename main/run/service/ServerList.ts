import type { ServersFile } from '../../../core/contract/configuration.ts';
import type { ServerEntry } from '../../../core/contract/ipc.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { shownAddress } from '../../../core/secrets/shownAddress.ts';
import { targetNamed } from '../../../core/targets/targets.ts';
import type { LoadedConfiguration } from '../configuration/loadConfiguration.ts';
import { newServerName } from '../plan/servers.ts';
import type { UserConfiguration } from './UserConfiguration.ts';

/** The user's servers in `servers.json`: one for each address, whatever name it has there. */
export class ServerList {
  readonly #configuration: UserConfiguration;

  constructor(configuration: UserConfiguration) {
    this.#configuration = configuration;
  }

  /**
   * Adds a server, or gives the one at this address other models. Its name stays; a new one has that of the entry, or one
   * made of its address.
   *
   * @returns the configuration with it, or why there is none.
   */
  async put({ name, target, models }: ServerEntry): Promise<LoadedConfiguration | { failure: Failure }> {
    const named = targetNamed(target);
    if ('message' in named) {
      return { failure: { reason: `"${shownAddress(target)}" ${named.message}`, remedy: named.remedy } };
    }
    return this.#configuration.change('servers.json', (file) => {
      const taken = Object.keys(file.servers);
      const free = name === undefined || taken.includes(name) ? newServerName(named.name, taken) : name;
      const entry = { address: named.name, models: [...new Set(models)] };
      const known = nameAt(file, named.name);
      const others = Object.entries(file.servers);
      file.servers = Object.fromEntries(
        known === undefined
          ? [...others, [free, entry]]
          : others.map(([other, kept]) => [other, other === known ? entry : kept]),
      );
      return undefined;
    });
  }

  /** @returns the configuration without the server at this address; its results stay. */
  remove(target: string): Promise<LoadedConfiguration | { failure: Failure }> {
    return this.#configuration.change('servers.json', (file) => {
      const name = nameAt(file, target);
      if (name === undefined) {
        const reason = `There is no server "${shownAddress(target)}" in servers.json`;
        return { reason, remedy: 'Look at the list of targets again: reload the window (Ctrl+R).' };
      }
      delete file.servers[name];
      return undefined;
    });
  }
}

function nameAt({ servers }: ServersFile, target: string): string | undefined {
  return Object.keys(servers).find((name) => {
    const named = targetNamed(servers[name]?.address ?? '');
    return !('message' in named) && named.name === target;
  });
}
