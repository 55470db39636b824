import { type ForkedPlantedServer, forkPlantedServer } from '../../fixtures/servers/forkPlantedServer.ts';
import type { PlantedOptions } from '../../fixtures/servers/PlantedOptions.ts';
import type { RequestStamps } from '../../fixtures/servers/RequestStamps.ts';
import { openAiStep } from '../../unit/runner/plannedSteps.ts';
import { measuredRows, type RecordRow } from '../../unit/runner/recordRows.ts';
import type { EndEvent, RunnerProcess } from './RunnerProcess.ts';

export interface MeasuredServer {
  end: EndEvent;
  rows: RecordRow[];
  /** The kinds of failure of the rows, in their order. */
  kinds: string[];
  /** The server's own books. */
  log: RequestStamps[];
  connections: number;
}

/** Runs a step against a server in a process of its own that is like this, and gives both sides' books. */
export async function measureServer(
  runner: RunnerProcess,
  planted: Partial<PlantedOptions>,
  step: Parameters<typeof openAiStep>[0] = {},
): Promise<MeasuredServer> {
  const server: ForkedPlantedServer = await forkPlantedServer(planted);
  try {
    const asked = openAiStep({ durationSeconds: 30, requestLimit: 20, ...step });
    const end = await runner.run(asked, { kind: 'address', url: server.url, headers: {} });
    const rows = measuredRows(runner.chunks);
    const known = end.facts?.errorKinds ?? [];
    const kinds = rows
      .filter(({ errorKind }) => errorKind > 0)
      .map(({ errorKind }) => known[errorKind - 1]?.kind ?? '');
    return { end, rows, kinds, ...(await server.read()) };
  } finally {
    await server.close();
  }
}
