import type { IpcArguments, IpcCallName, IpcResults } from '../../core/contract/ipc.ts';
import type { Bench } from '../run/service/Bench.ts';

/** The window's calls that the shell answers by itself: they need its dialogs, or what it has exported. */
export type ShellCallName = 'exportHtml' | 'exportPdf' | 'showInFolder' | 'chooseModelPath';
/** All others: the service has a method for each. */
export type ServiceCallName = Exclude<IpcCallName, ShellCallName>;

/** All that the window asks of the part that measures; it knows nothing else of it. */
export type BenchService = {
  [Name in ServiceCallName]: (...arguments_: IpcArguments<Name>) => Promise<IpcResults[Name]> | IpcResults[Name];
} & Pick<Bench, 'onRunEvents' | 'close'>;
