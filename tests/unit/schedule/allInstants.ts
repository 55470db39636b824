import type { ArrivalProcess } from '../../../core/schedule/ArrivalProcess.ts';

/** The first `most` instants of a schedule, read in chunks of a size that divides nothing. */
export function allInstants(process: ArrivalProcess, most = 2_000_000): number[] {
  const stream = process.begin();
  const chunk = new Float64Array(997);
  const instants: number[] = [];
  for (;;) {
    const filled = stream.fill(chunk);
    for (let index = 0; index < filled && instants.length < most; index += 1) instants.push(chunk[index] ?? Number.NaN);
    if (filled < chunk.length || instants.length >= most) return instants;
  }
}
