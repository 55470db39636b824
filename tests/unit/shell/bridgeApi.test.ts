import { describe, expect, it } from 'vitest';
import { type IpcCallName, ipcCalls } from '../../../core/contract/ipc.ts';
import { type RunEvent, runEventsChannel } from '../../../core/contract/runEvent.ts';
import { bridgeApi, type MainProcessLine } from '../../../preload/bridgeApi.ts';

function makeLine() {
  const invoked: unknown[][] = [];
  const sent: string[] = [];
  const told: { to?: (event: unknown, events: RunEvent[]) => void } = {};
  const line: MainProcessLine = {
    invoke: (...all) => {
      invoked.push(all);
      return Promise.resolve({ ok: true, value: 'answer' });
    },
    send: (channel) => sent.push(channel),
    on: (_channel, listener) => {
      told.to = listener;
    },
  };
  const api = bridgeApi(line, Object.keys(ipcCalls) as IpcCallName[]);
  return { api, invoked, sent, tell: (events: RunEvent[]) => told.to?.({ sender: 'never seen' }, events) };
}

const ended: RunEvent = { type: 'runEnded', runId: 'r', status: 'completed', finishedSteps: 1 };

describe('bridgeApi', () => {
  it('offers the calls of the contract and the events, nothing else', () => {
    expect(Object.keys(makeLine().api).sort()).toEqual([...Object.keys(ipcCalls), 'onRunEvents'].sort());
  });

  it('calls the channel of the same name with the arguments', async () => {
    const { api, invoked } = makeLine();
    expect(await api.showRun('latest')).toEqual({ ok: true, value: 'answer' });
    expect(invoked).toEqual([['showRun', 'latest']]);
  });

  it('says when somebody begins to listen, and hands on events alone', () => {
    const { api, sent, tell } = makeLine();
    const heard: unknown[][] = [];
    expect(sent).toEqual([]);
    api.onRunEvents((...all) => heard.push(all));
    api.onRunEvents((...all) => heard.push(all));
    expect(sent).toEqual([runEventsChannel]);
    tell([ended]);
    expect(heard).toEqual([[[ended]], [[ended]]]);
  });

  it('ends one subscription at a time', () => {
    const { api, tell } = makeLine();
    let heard = 0;
    const listener = (): void => {
      heard += 1;
    };
    const leave = api.onRunEvents(listener);
    api.onRunEvents(listener);
    leave();
    leave();
    tell([ended]);
    expect(heard).toBe(1);
  });
});
