import type { z } from 'zod';
import { type IpcAnswer, type IpcCallName, type IpcResults, ipcCalls } from '../../../core/contract/ipc.ts';
import { withVisibleTexts } from '../../../core/format/visibleText.ts';
import { failureOf } from '../../run/sessions/FailureError.ts';

/**
 * What these give is only shown, and much of it is from servers and files: characters that would turn the text around them,
 * or hide in it, are shown by their code. What the others give may come back as a name that must be the same.
 */
const onlyShown: ReadonlySet<IpcCallName> = new Set<IpcCallName>(['replayRun', 'listRuns', 'showRun', 'doctor']);

/** What answers each call; a thrown error becomes a failure that a user can read. */
export type CallHandlers = {
  [Name in IpcCallName]: (
    ...arguments_: z.infer<(typeof ipcCalls)[Name]>
  ) => Promise<IpcResults[Name]> | IpcResults[Name];
};

/**
 * Answers one call from the window: its arguments are held against the contract before anything else happens, and the
 * answer is either a value or a failure, never an exception.
 */
export async function answerCall<Name extends IpcCallName>(
  name: Name,
  handlers: CallHandlers,
  callArguments: readonly unknown[],
): Promise<IpcAnswer<Name>> {
  const parsed = ipcCalls[name].safeParse(callArguments);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `argument ${issue.path.join('.') || 'list'}: ${issue.message}`);
    return {
      ok: false,
      failure: {
        reason: `The window asked for ${name} with something that is not allowed there.`,
        remedy:
          'This is a fault of the program. Reload the window (Ctrl+R); if it comes again, report it with the text below.',
        detail: problems.join('\n'),
      },
    };
  }
  // The compiler cannot see that a table's schema and its handler belong to the same name; the table's type does.
  const handler = handlers[name] as (...arguments_: unknown[]) => Promise<IpcResults[Name]> | IpcResults[Name];
  try {
    const value = await handler(...parsed.data);
    return { ok: true, value: onlyShown.has(name) ? withVisibleTexts(value) : value };
  } catch (error) {
    return { ok: false, failure: withVisibleTexts(failureOf(error)) };
  }
}
