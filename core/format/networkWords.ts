import type { StepResult } from '../contract/resultDocument.ts';
import { figuresOf, formatAbsent } from './absences.ts';
import type { NamedFigure } from './burstWords.ts';
import { decimalsFor, formatFixed } from './numbers.ts';
import { formatBytes } from './quantities.ts';

/** Bytes over the network in all and for a successful request, and the pieces in which a reply came. */
export function networkFigures({ network }: Pick<StepResult, 'network'>): NamedFigure[] {
  if ('absent' in network && typeof network.absent === 'string') {
    return [{ name: 'Network', value: formatAbsent('measured', network.absent), isAbsent: true }];
  }
  const figures = figuresOf(network);
  if (figures === undefined) return [];
  const { sentBytesPerRequest, receivedBytesPerRequest, chunksPerResponse } = figures;
  const pair = (sent: number, received: number): string => `${formatBytes(sent)}, ${formatBytes(received)}`;
  return [
    { name: 'Network, sent, received', value: pair(figures.sentBytes, figures.receivedBytes) },
    ...(sentBytesPerRequest === undefined || receivedBytesPerRequest === undefined
      ? []
      : [{ name: 'The same for a request, mean', value: pair(sentBytesPerRequest, receivedBytesPerRequest) }]),
    ...(chunksPerResponse === undefined || chunksPerResponse === 0
      ? []
      : [{ name: 'Pieces of a reply, mean', value: formatFixed(chunksPerResponse, decimalsFor(chunksPerResponse)) }]),
  ];
}
