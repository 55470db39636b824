import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GenerateRequest } from '../../../core/contract/engineChannel.ts';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { onnxStep, openAiStep } from '../../unit/runner/plannedSteps.ts';
import { measuredRows, type RecordRow, recordRows } from '../../unit/runner/recordRows.ts';
import { doneReply, PlantedEngine } from './PlantedEngine.ts';
import { RunnerProcess } from './RunnerProcess.ts';

let runner: RunnerProcess;

beforeAll(async () => {
  runner = new RunnerProcess();
  await runner.event('ready');
});
afterAll(() => runner.shutdown());

const open = (load: Partial<PlannedStep['load']>): PlannedStep['load'] => ({
  loop: 'open',
  ratePerSecond: 60,
  arrival: 'poisson',
  maxInFlight: 50,
  batchSize: 1,
  seed: 42,
  ...load,
});
const conversations = open({
  traffic: { kind: 'conversations', meanTurns: 4, mostTurns: 10, thinkSeconds: 0.1, mostContextTokens: 400 },
});
const classes = [
  { name: 'short', weight: 0.5, promptTokens: 5, outputTokens: 3 },
  { name: 'long', weight: 0.5, promptTokens: 40, outputTokens: 9 },
];

/** Whether each prompt begins with the whole of the one before it in its conversation; how many did. */
function sharedPrefixes(prompts: readonly string[]): number {
  const sorted = prompts.toSorted();
  return sorted.filter((prompt, index) => index > 0 && prompt.startsWith(`${sorted[index - 1]} `)).length;
}

describe('traffic through a runner process', () => {
  it('asks the embedded engine for each class in its own lengths, and judges each output by them', async () => {
    const engine = await PlantedEngine.listen((request, { reply }) => reply(doneReply(request)));
    const step = onnxStep({ load: open({ classes }), durationSeconds: 1 });
    const end = await runner.run(step, { kind: 'engineSocket', socketPath: engine.socketPath });
    await engine.close();
    const rows = measuredRows(runner.chunks);
    expect(end).toMatchObject({ type: 'stepEnded', facts: { shortOutputs: 0, emptyOutputs: 0 } });
    const wanted = ({ prompts, maxOutputTokens }: GenerateRequest) => `${prompts[0]?.length} ${maxOutputTokens}`;
    const kept = ({ inputTokens, outputTokens }: RecordRow) => `${inputTokens} ${outputTokens}`;
    expect(engine.requests.map(wanted).sort()).toEqual(rows.map(kept).sort());
    expect(new Set(rows.map((row) => `${row.trafficClass}: ${kept(row)}`))).toEqual(new Set(['1: 5 3', '2: 40 9']));
  });

  it('sends the embedded engine turns that begin with all that was said before', async () => {
    const engine = await PlantedEngine.listen((request, { reply }) => reply(doneReply(request)));
    const step = onnxStep({ load: conversations, durationSeconds: 1.5 });
    const end = await runner.run(step, { kind: 'engineSocket', socketPath: engine.socketPath });
    await engine.close();
    expect(end.type).toBe('stepEnded');
    const rows = recordRows(runner.chunks);
    const later = rows.filter(({ trafficClass }) => trafficClass > 1).length;
    expect(later).toBeGreaterThan(10);
    expect(new Set(engine.requests.map(({ id }) => id)).size).toBe(engine.requests.length);
    expect(sharedPrefixes(engine.requests.map(({ prompts }) => `${prompts[0]?.join(' ')}`))).toBe(later);
  });

  it('sends a server the lengths and the texts of conversations', async () => {
    const asked: { prompt: string; limit: number }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (piece) => {
        body += piece;
      });
      request.on('end', () => {
        const { messages, max_tokens: limit } = JSON.parse(body) as {
          messages: { content: string }[];
          max_tokens: number;
        };
        const prompt = messages[0]?.content ?? '';
        asked.push({ prompt, limit });
        const usage = { prompt_tokens: prompt.split(' ').length, completion_tokens: limit, total_tokens: 0 };
        const choices = [{ index: 0, message: { content: 'x' }, finish_reason: 'length' }];
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ choices, usage }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const step = openAiStep({ load: conversations, durationSeconds: 1.5, stream: false });
      const end = await runner.run(step, { kind: 'address', url, headers: {} });
      expect(end).toMatchObject({ type: 'stepEnded', facts: { shortOutputs: 0 } });
    } finally {
      server.close();
    }
    const rows = recordRows(runner.chunks);
    const later = rows.filter(({ trafficClass }) => trafficClass > 1).length;
    expect(later).toBeGreaterThan(10);
    expect(sharedPrefixes(asked.map(({ prompt }) => prompt))).toBe(later);
    const wanted = asked.map(({ prompt, limit }) => `${prompt.split(' ').length} ${limit}`).sort();
    expect(rows.map(({ inputTokens, outputTokens }) => `${inputTokens} ${outputTokens}`).sort()).toEqual(wanted);
  });
});
