import type { EngineEvent } from '../../../core/contract/engineProtocol.ts';
import { errorText } from '../EngineFailure.ts';

/** Messages to the parent leave the process within this time; there is no call that tells when they have. */
const farewellMs = 300;

/** Tells the parent of an error that nothing caught, puts it on the standard error, and ends the process with code 1. */
export function reportUncaughtErrors(send: (event: EngineEvent) => void): void {
  process.once('uncaughtException', (error: unknown) => {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${detail}\n`);
    const reason = `The engine process met an error that it does not know: ${errorText(error)}`;
    send({
      type: 'failed',
      failure: { reason, remedy: 'Start the run again; report the log when it happens again.', detail },
    });
    setTimeout(() => process.exit(1), farewellMs);
  });
}
