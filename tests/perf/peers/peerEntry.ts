import { autocannonPeer } from './autocannonPeer.ts';
import { barePacer } from './barePacer.ts';
import { bareSocketsPeer } from './bareSocketsPeer.ts';
import { nodeHttpEvents } from './nodeHttpEvents.ts';
import type { PeerReply, PeerRequest, PeerResults } from './PeerRequest.ts';

function run(request: PeerRequest): Promise<PeerResults[PeerRequest['kind']]> {
  switch (request.kind) {
    case 'autocannon':
      return autocannonPeer(request);
    case 'bareSockets':
      return bareSocketsPeer(request);
    case 'nodeHttpEvents':
      return nodeHttpEvents(request);
    case 'barePacer':
      return barePacer(request);
  }
}

process.on('message', (request: PeerRequest) => {
  run(request).then(
    (result) => process.send?.({ result } satisfies PeerReply),
    (error: unknown) => process.send?.({ error: String(error) } satisfies PeerReply),
  );
});
process.on('disconnect', () => process.exit(0));
