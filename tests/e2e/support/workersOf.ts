import type { BenchWindow } from './BenchWindow.ts';

/** The program's workers that live now: what each is, and its process. */
export async function workersOf({ app }: BenchWindow): Promise<{ name: string; pid: number }[]> {
  const metrics = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().map(({ name, pid }) => ({ name: name ?? '', pid })),
  );
  return metrics.flatMap(({ name, pid }) => {
    const worker = /^Inferneo Bench (\w+) \d+$/.exec(name)?.[1];
    return worker === undefined ? [] : [{ name: worker, pid }];
  });
}
