import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { summarizeStep } from '../../../core/analysis/summarizeStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { StepGrounds } from '../../../core/contract/StepMeasurement.ts';
import { chunkOf, measurementOf, oneAfterTheOther } from '../analysis/measurements.ts';
import { exampleRun, exampleSample } from './exampleRun.ts';
import { type OpenedService, openedService } from './openedService.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

const page = { limit: 50, offset: 0 };
const requests = oneAfterTheOther(Array.from({ length: 30 }, (_, place) => 50 + ((place * 7) % 13)));
const chunks = [chunkOf(requests.slice(0, 20)), chunkOf(requests.slice(20))];
const telemetry = Array.from({ length: 20 }, (_, place) => exampleSample(100 * (place + 1)));

/** A run whose step has been measured, up to its seal, and what its result must be. */
function measured(directory: string): { writer: OpenedService; grounds: StepGrounds; result: StepResult } {
  const writer = openedService(directory);
  const run = exampleRun('a', [1]);
  const [step] = run.plan.steps;
  if (step === undefined) throw new Error('it has no step');
  writer.call('createRun', run);
  writer.call('beginStep', { runId: 'a', stepId: step.id, index: 0 });
  for (const chunk of chunks) writer.call('appendRecords', { runId: 'a', stepId: step.id, chunk });
  writer.call('appendTelemetry', { runId: 'a', samples: telemetry });
  const measurement = measurementOf(requests, {
    step,
    chunks,
    telemetry,
    phases: [{ name: 'measured', fromMs: 0, toMs: 2000 }],
  });
  const { chunks: _, telemetry: __, earlier: ___, ...account } = measurement;
  const grounds = { ...account, samples: { count: 20, fromMs: 100, toMs: 2000 } };
  return { writer, grounds, result: JSON.parse(JSON.stringify(summarizeStep(measurement))) as StepResult };
}

describe('a step that was measured', () => {
  it('is derived by a reader beside the writer, equal in every figure, once it is sealed', () => {
    const directory = temporaryDirectory();
    const { writer, grounds, result } = measured(directory);
    const stepId = result.id;
    const reader = openedService(directory, 'read');
    writer.call('finishMeasurement', { runId: 'a', stepId, grounds });
    expect(reader.call('deriveStep', { runId: 'a', stepId })).toEqual(result);
    const late = writer.attempt('appendRecords', { runId: 'a', stepId, chunk: chunkOf(requests) });
    expect(late.type === 'callFailed' && late.failure.reason).toContain('the step is finished');
    writer.call('finishStep', { runId: 'a', result, grounds });
    expect(reader.call('listRuns', page).runs).toMatchObject([{ finishedSteps: 1, verdict: result.validity.verdict }]);
    expect(writer.attempt('finishMeasurement', { runId: 'a', stepId, grounds }).type).toBe('callFailed');
  });

  it('is derived later, without a word of damage, where nothing did so while its run went on', () => {
    const directory = temporaryDirectory();
    const { writer, grounds, result } = measured(directory);
    writer.call('finishMeasurement', { runId: 'a', stepId: result.id, grounds });
    const beside = openedService(directory, 'read');
    expect(beside.call('showRun', { run: 'a' })?.steps).toEqual([]);
    // As if it had been killed between the two.
    writer.service.close();
    const reader = openedService(directory, 'read');
    const document = reader.call('showRun', { run: 'a' });
    expect(document?.steps).toEqual([result]);
    expect(document?.run.damage).toBeUndefined();
    const [listed] = reader.call('listRuns', page).runs;
    // A list derives nothing.
    expect(listed).toMatchObject({ finishedSteps: 0 });
    expect(listed?.damage).toBeUndefined();
  });

  it('is told as lost, in words, where what it is derived from is damaged meanwhile', () => {
    const directory = temporaryDirectory();
    const { writer, grounds, result } = measured(directory);
    writer.call('finishMeasurement', { runId: 'a', stepId: result.id, grounds });
    const path = writer.events.flatMap((event) => (event.type === 'opened' ? event.databasePath : []))[0];
    writer.service.close();
    const database = new Database(path);
    database.exec("UPDATE step_result SET grounds = replace(grounds, '1', '5')");
    database.close();
    const reader = openedService(directory, 'read');
    const event = reader.attempt('deriveStep', { runId: 'a', stepId: result.id });
    expect(event.type === 'callFailed' && event.failure.reason).toContain('what it is derived from is not there');
    const document = reader.call('showRun', { run: 'a' });
    expect(document?.steps).toMatchObject([{ interrupted: true, requests: { ok: 30 } }]);
    expect(document?.run.damage).toEqual([expect.stringContaining('cannot be derived')]);
  });

  it('that could not be sealed is derived by the writer from what waits and what was refused', () => {
    const { writer, grounds, result } = measured(temporaryDirectory());
    const refused = [chunkOf(requests.slice(0, 3))];
    const derived = writer.call('deriveStep', { runId: 'a', stepId: result.id, unsealed: { grounds, refused } });
    expect(derived.requests.ok).toBe(33);
    expect(derived.memory).toEqual(result.memory);
  });

  it('has figures so far from the records that are stored by then', () => {
    const directory = temporaryDirectory();
    const { writer, grounds } = measured(directory);
    const reader = openedService(directory, 'read');
    const { step } = grounds;
    expect(reader.call('summarizeSoFar', { runId: 'a', step })).toBeNull();
    // Whatever is stored at once commits what waits.
    writer.call('updateFingerprint', { runId: 'a', fingerprint: exampleRun('a').fingerprint });
    expect(reader.call('summarizeSoFar', { runId: 'a', step })?.count).toBe(30);
    writer.call('appendRecords', { runId: 'a', stepId: step.id, chunk: chunkOf(requests.slice(0, 5)) });
    writer.call('updateFingerprint', { runId: 'a', fingerprint: exampleRun('a').fingerprint });
    expect(reader.call('summarizeSoFar', { runId: 'a', step })?.count).toBe(35);
  });
});
