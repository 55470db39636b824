import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type ResultDocument, resultDocument } from '../../../core/contract/resultDocument.ts';
import { scenarioNames } from '../../../core/contract/scenarioName.ts';
import { OpenedService } from './openedService.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/storedRuns');
const unpacked = (name: string): Buffer => brotliDecompressSync(readFileSync(join(fixtures, name)));

describe('a data directory of format 1', () => {
  it('opens, and shows of each run what the version that wrote it showed', () => {
    const then: ResultDocument[] = JSON.parse(unpacked('format1.documents.json.br').toString());
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'inferneo-bench.sqlite'), unpacked('format1.sqlite.br'));
    const service = new OpenedService();
    service.open(directory);
    const { runs, total } = service.call('listRuns', { limit: 10, offset: 0 });
    expect(total).toBe(then.length);
    expect(runs.map(({ number, status, damage }) => ({ number, status, damage }))).toEqual(
      [3, 2, 1].map((number) => ({ number, status: 'completed', damage: undefined })),
    );
    for (const document of then) {
      const now = service.call('showRun', { run: document.run.id });
      expect(now).toEqual(document);
      expect(resultDocument.safeParse(now).error).toBeUndefined();
    }
    expect(new Set(then.flatMap(({ steps }) => steps.map(({ scenario }) => scenario)))).toEqual(new Set(scenarioNames));
    // Records and telemetry are what figures of later versions are derived from.
    const [first] = then;
    const counted = first?.steps.map(({ id }) => service.call('readRecords', { runId: first.run.id, stepId: id }));
    expect(counted?.every((chunks) => chunks.some(({ count }) => count > 0))).toBe(true);
    expect(service.call('readTelemetry', { runId: first?.run.id ?? '' }).length).toBeGreaterThan(100);
    service.service.close();
  });
});
