import type { TelemetryCommand, TelemetryEvent } from '../../core/contract/telemetryProtocol.ts';
import { connectToParent } from '../worker/connectToParent.ts';
import { Telemetry } from './Telemetry.ts';

const parent = connectToParent<TelemetryCommand, TelemetryEvent>();
const telemetry = new Telemetry(parent.send);

parent.onCommand(async (command) => {
  await telemetry.carryOut(command);
  if (command.type === 'shutdown') process.exit(0);
});
parent.send({ type: 'ready' });
