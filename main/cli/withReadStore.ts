import { FailureError } from '../run/sessions/FailureError.ts';
import { StoreClient } from '../run/sessions/StoreClient.ts';
import { type CommandContext, exitCodes } from './Command.ts';
import { failureLines } from './output/problemLines.ts';

/**
 * Opens the stored runs to read, which works beside a window or a run that writes, and closes them again. A data
 * directory that cannot be read ends the command with its reason and code 2.
 */
export async function withReadStore(
  dataDirectory: string,
  context: CommandContext,
  use: (store: StoreClient) => Promise<number>,
): Promise<number> {
  let store: StoreClient | undefined;
  try {
    store = await StoreClient.open(context.startWorker, dataDirectory);
    return await use(store);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    context.writeError(failureLines(error.failure));
    return exitCodes.usage;
  } finally {
    await store?.close();
  }
}
