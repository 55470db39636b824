import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ResultDocument, resultDocument, type StepResult } from '../../../core/contract/resultDocument.ts';
import { type ForkedPlantedServer, forkPlantedServer } from '../../fixtures/servers/forkPlantedServer.ts';
import type { PlantedOptions } from '../../fixtures/servers/PlantedOptions.ts';
import { type CommandEnd, startCommand, temporaryDirectory } from './commandLine.ts';

export interface MeasuredServers {
  end: CommandEnd;
  document: ResultDocument;
  steps: StepResult[];
}

/** Planted servers, and runs on them through the command line in one data directory: the client is calibrated once in it. */
export class ServerRig {
  readonly directory = temporaryDirectory();
  readonly #servers: ForkedPlantedServer[] = [];

  async plant(options: Partial<PlantedOptions> = {}): Promise<ForkedPlantedServer> {
    const server = await forkPlantedServer(options);
    this.#servers.push(server);
    return server;
  }

  async stopServers(): Promise<void> {
    await Promise.all(this.#servers.splice(0).map((server) => server.close()));
  }

  /** Runs on servers at these addresses, and reads the document that it writes. */
  async measure(
    urls: readonly string[],
    arguments_: readonly string[],
    { model = 'planted', key = '' } = {},
  ): Promise<MeasuredServers> {
    const json = join(this.directory.path, 'out.json');
    const targets = urls.flatMap((url) => ['--target', `openai=${url}`]);
    const settings = ['--set', 'outputTokens=2', '--set', 'warmupSeconds=0', '--no-report'];
    const places = ['--json', json, '--data-dir', join(this.directory.path, 'data')];
    const command = ['run', ...targets, '--model', model, ...arguments_, ...settings, ...places];
    const end = await startCommand(command, { OPENAI_API_KEY: key }).end;
    const document = resultDocument.parse(JSON.parse(readFileSync(json, 'utf8')));
    return { end, document, steps: document.steps };
  }
}
