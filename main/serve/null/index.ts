import type { NullServerCommand, NullServerEvent } from '../../../core/contract/nullServerProtocol.ts';
import { connectToParent } from '../../worker/connectToParent.ts';
import { startNullServer } from './startNullServer.ts';

const parent = connectToParent<NullServerCommand, NullServerEvent>();
parent.onCommand((command) => {
  if (command.type === 'shutdown') {
    process.exit(0);
  }
  startNullServer({ protocol: command.protocol, port: 0, latencyMs: command.latencyMs }).then(
    ({ url }) => parent.send({ type: 'listening', url }),
    (error: unknown) =>
      parent.send({
        type: 'listenFailed',
        failure: {
          reason: `The calibration server cannot listen on 127.0.0.1: ${error instanceof Error ? error.message : String(error)}`,
          remedy: 'Allow this program to open a port of the loopback interface.',
        },
      }),
  );
});
parent.send({ type: 'ready' });
