import {
  type IpcAnswer,
  type IpcArguments,
  type IpcCallName,
  type IpcResults,
  ipcCalls,
} from '../../../core/contract/ipc.ts';
import { withVisibleTexts } from '../../../core/format/visibleText.ts';
import { FailureError, failureOf } from '../../run/sessions/FailureError.ts';
import type { BenchService, ServiceCallName, ShellCallName } from '../BenchService.ts';
import type { ReportExports } from '../exports/ReportExports.ts';

/** What answers each call; a thrown error becomes a failure that a user can read. */
export type CallHandlers = {
  [Name in IpcCallName]: (...arguments_: IpcArguments<Name>) => Promise<IpcResults[Name]> | IpcResults[Name];
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
  const call = ipcCalls[name];
  const parsed = call.arguments.safeParse(callArguments);
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
    return { ok: true, value: call.isOnlyShown === true ? withVisibleTexts(value) : value };
  } catch (error) {
    return { ok: false, failure: withVisibleTexts(failureOf(error)) };
  }
}

interface CallTargets {
  /** Opening takes a moment; calls that come before wait for it, and are told when it failed. */
  service: Promise<BenchService>;
  exports: Pick<ReportExports, 'export' | 'hasWritten'>;
  /** The page is being given the whole run: what waits to be sent is part of it. */
  onReplay(): void;
  showInFolder(path: string): void;
  /** Asks the user for a model's file or folder with the system's dialog. */
  askModelPath(kind: 'file' | 'folder'): Promise<IpcResults['chooseModelPath']>;
}

/**
 * What the window's calls do: those below need the shell, every other one is the service's method of its name. The only
 * files that the window may name are models, which are read as data by a process of its own, and what was exported, which
 * it can point at.
 */
export function handleCalls({ service, exports, onReplay, showInFolder, askModelPath }: CallTargets): CallHandlers {
  const own: Pick<CallHandlers, ShellCallName> & Pick<CallHandlers, 'replayRun'> = {
    replayRun: async () => {
      const opened = await service;
      onReplay();
      return opened.replayRun();
    },
    exportHtml: (run) => exports.export(run, 'html'),
    exportPdf: (run) => exports.export(run, 'pdf'),
    showInFolder: (path) => {
      if (!exports.hasWritten(path)) {
        throw new FailureError({
          reason: `${path} was not written since the program started`,
          remedy: 'Export the report again.',
        });
      }
      showInFolder(path);
      return undefined;
    },
    chooseModelPath: (kind) => askModelPath(kind),
  };
  const isOwn = (name: IpcCallName): name is keyof typeof own => Object.hasOwn(own, name);
  const names = (Object.keys(ipcCalls) as IpcCallName[]).filter((name): name is ServiceCallName => !isOwn(name));
  const passedOn = names.map((name) => [
    name,
    async (...arguments_: unknown[]) => {
      const opened = await service;
      const method = opened[name] as (...given: unknown[]) => unknown;
      return method.apply(opened, arguments_);
    },
  ]);
  // The compiler cannot see that a name and its method belong together; the type of the service does.
  return { ...Object.fromEntries(passedOn), ...own } as CallHandlers;
}
