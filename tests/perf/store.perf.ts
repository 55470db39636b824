import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openedProcess } from '../integration/store/StoreProcess.ts';
import { variedRecords } from '../integration/store/variedRecords.ts';
import { exampleRun } from '../unit/store/exampleRun.ts';
import { temporaryDirectory } from '../unit/store/temporaryDirectory.ts';

const chunkRecords = 1000;
const chunks = 1000;

it('writes and reads a million records; the speed is told, not judged', async () => {
  const directory = temporaryDirectory();
  const store = await openedProcess(directory);
  const step = { runId: 'a', stepId: 'step-1' };
  await store.call('createRun', exampleRun('a'));
  await store.call('beginStep', { ...step, index: 0 });
  const prepared = Array.from({ length: 10 }, (_, index) => variedRecords(index, chunkRecords));

  const writeBeganMs = performance.now();
  for (let index = 0; index < chunks; index += 10) {
    await Promise.all(prepared.map((chunk) => store.call('appendRecords', { ...step, chunk })));
  }
  const endBeganMs = performance.now();
  await store.call('finishRun', { runId: 'a', status: 'completed', endedAt: '2026-03-14T15:10:00.000Z' });
  const writtenMs = performance.now();
  const read = await store.call('readRecords', step);
  const readMs = performance.now();
  await store.shutdown();
  const openBeganMs = performance.now();
  const again = await openedProcess(directory);
  const openMs = performance.now() - openBeganMs;
  const showBeganMs = performance.now();
  await again.call('showRun', { run: 'a' });
  const showMs = performance.now() - showBeganMs;

  const records = chunks * chunkRecords;
  const rate = (fromMs: number, toMs: number) => `${Math.round(records / (toMs - fromMs))} records/ms`;
  const bytes = statSync(join(directory, 'inferneo-bench.sqlite')).size;
  console.log(
    [
      `write ${rate(writeBeganMs, endBeganMs)} (${Math.round(endBeganMs - writeBeganMs)} ms)`,
      `finish ${Math.round(writtenMs - endBeganMs)} ms`,
      `read ${rate(writtenMs, readMs)} (${Math.round(readMs - writtenMs)} ms)`,
      `${(bytes / records).toFixed(1)} bytes/record`,
      `open with check ${Math.round(openMs)} ms`,
      `show ${Math.round(showMs)} ms`,
    ].join(', '),
  );
  expect(read).toHaveLength(chunks);
  expect(read[1]).toEqual(prepared[1]);
  expect(read[chunks - 1]).toEqual(prepared[9]);
});
