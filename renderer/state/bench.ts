import type { BenchApi, IpcAnswer, IpcCallName } from '../../core/contract/ipc.ts';
import type { Failure } from '../../core/contract/WorkerMessages.ts';

declare global {
  interface Window {
    /** The bridge that the preload script lays; the only thing outside the page. */
    bench: BenchApi;
  }
}

export type Answer<Value> = { ok: true; value: Value } | { ok: false; failure: Failure };

/** Waits for a call's answer; a bridge that breaks is a failure like any other, with the raw text kept. */
export async function ask<Name extends IpcCallName>(call: Promise<IpcAnswer<Name>>): Promise<IpcAnswer<Name>> {
  try {
    return await call;
  } catch (error) {
    return {
      ok: false,
      failure: {
        reason: 'The window could not reach the program behind it.',
        remedy: 'Close the window and open it again; stored runs are safe.',
        detail: error instanceof Error ? error.message : String(error),
      },
    };
  }
}
