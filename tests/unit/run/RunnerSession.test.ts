import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../main/run/sessions/FailureError.ts';
import { RunnerSession } from '../../../main/run/sessions/RunnerSession.ts';
import { dummyStep } from '../runner/plannedSteps.ts';
import { ScriptedWorkers, type WorkerScript } from './ScriptedWorkers.ts';

const key = 'sk-planted-0123456789';
const access = { kind: 'address' as const, url: 'http://h', headers: { authorization: `Bearer ${key}` } };
const signal = new AbortController().signal;

/** Dies of what a server said, and prints that. */
const dying: WorkerScript = (command, { end }) => {
  if (command.type !== 'shutdown') end({ code: 1, output: `Error: no such key: ${key}\n    at read` });
};

describe('RunnerSession', () => {
  it('tells nothing of a key that the runner prints as it dies', async () => {
    const detail = 'Error: no such key: [key removed]\n    at read';
    const start = () => RunnerSession.start(new ScriptedWorkers({ runner: dying }).start, () => undefined, signal);
    const asked = await start();
    const refused = await asked.checkServer(dummyStep(), access, 100, signal).catch(failureOf);
    expect(refused).toMatchObject({ reason: 'The runner process ended with exit code 1', detail });
    const measuring = await start();
    const nobody = { onPhase: () => undefined, onLive: () => undefined, onRecords: () => undefined };
    const end = await measuring.runStep(dummyStep(), access, { originNanoseconds: '0' }, nobody, signal);
    expect(end.failure?.detail).toBe(detail);
  });
});
