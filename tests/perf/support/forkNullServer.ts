import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { NullServerCommand, NullServerEvent } from '../../../core/contract/nullServerProtocol.ts';

const entry = fileURLToPath(new URL('../../../main/serve/null/index.ts', import.meta.url));

/** The server without an engine in a process of its own, straight from its source. It answers at once. */
export async function forkNullServer(): Promise<{ url: string; close(): Promise<void> }> {
  const child = fork(entry, [], { serialization: 'advanced', execArgv: [] });
  const next = async (): Promise<NullServerEvent> => (await once(child, 'message'))[0];
  await next();
  child.send({ type: 'listen', protocol: 'openai', latencyMs: 0 } satisfies NullServerCommand);
  const event = await next();
  if (event.type !== 'listening') throw new Error(`the null server does not listen: ${JSON.stringify(event)}`);
  return {
    url: event.url,
    close: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
