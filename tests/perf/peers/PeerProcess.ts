import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { PeerReply, PeerRequest, PeerResults } from './PeerRequest.ts';

/** A process in which peers are measured, so that the product and they have the same: a Node of their own. */
export class PeerProcess {
  readonly #child: ChildProcess = fork(fileURLToPath(new URL('./peerEntry.ts', import.meta.url)), [], {
    serialization: 'advanced',
    execArgv: [],
  });
  #settle: ((reply: PeerReply) => void) | undefined;

  constructor() {
    this.#child.on('message', (reply) => this.#settle?.(reply as PeerReply));
    this.#child.on('exit', (code, signal) => this.#settle?.({ error: `its process ended (${code ?? signal})` }));
  }

  /** @throws Error with the peer's own words when it fails or its process ends. */
  async run<Kind extends PeerRequest['kind']>(
    request: Extract<PeerRequest, { kind: Kind }>,
  ): Promise<PeerResults[Kind]> {
    const reply = await new Promise<PeerReply>((settle) => {
      this.#settle = settle;
      this.#child.send(request);
    });
    if ('error' in reply) throw new Error(`peer ${request.kind}: ${reply.error}`);
    return reply.result as PeerResults[Kind];
  }

  async close(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }
}
