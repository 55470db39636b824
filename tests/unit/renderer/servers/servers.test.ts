import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlanChoices } from '../../../../core/contract/ipc.ts';
import {
  addServerModel,
  putServer,
  readServers,
  removeServer,
  type Server,
  serversOf,
  takeOverStoredServers,
} from '../../../../renderer/state/servers/servers.ts';
import { useFacts } from '../../../../renderer/state/useFacts.ts';

const target = 'openai=http://127.0.0.1:8000';
const other = 'openai=http://other';
const failure = { reason: 'The disk is full', remedy: 'Make room' };

/** What the program keeps, as `servers.json`; nothing of it once it cannot be written. */
let kept: Server[] = [];
let isWritable = true;
const stored = new Map<string, string>();
const choices = (): PlanChoices => ({
  targets: [
    { name: 'dummy', engine: 'dummy', models: ['dummy_small'] },
    ...kept.map((server) => ({ name: server.target, engine: 'openai', models: server.models, serverName: 'lab' })),
  ],
  models: {},
  scenarios: [],
  presets: {},
});
const answer = (value: object) => Promise.resolve({ ok: true, value: isWritable ? value : { failure } });

vi.stubGlobal('window', {
  localStorage: {
    getItem: (key: string) => stored.get(key) ?? null,
    removeItem: (key: string) => stored.delete(key),
  },
  bench: {
    machineFacts: () => Promise.resolve({ ok: false, failure }),
    planChoices: () => Promise.resolve({ ok: true, value: choices() }),
    putServer: (server: Server) => {
      if (isWritable) kept = [...kept.filter((one) => one.target !== server.target), server];
      return answer({ saved: true });
    },
    removeServer: (gone: string) => {
      if (isWritable) kept = kept.filter((one) => one.target !== gone);
      return answer({ removed: true });
    },
  },
});
afterAll(() => vi.unstubAllGlobals());
beforeEach(async () => {
  kept = [];
  isWritable = true;
  stored.clear();
  await useFacts.getState().load();
});

const shown = () => serversOf(useFacts.getState().choices);

describe('the servers of the user', () => {
  it('are those among the targets that have a name, each once, with the models that were added', async () => {
    expect(shown()).toEqual([]);
    for (const model of ['a', 'b', 'a']) expect(await addServerModel(target, model)).toBeUndefined();
    expect(shown()).toEqual([{ name: 'lab', target, models: ['b', 'a'] }]);
    expect(await removeServer(target)).toBeUndefined();
    expect(shown()).toEqual([]);
  });

  it('stay as they were where the program cannot keep them, and it is told why', async () => {
    await putServer({ target, models: ['a'] });
    isWritable = false;
    expect(await addServerModel(target, 'b')).toEqual(failure);
    expect(await removeServer(target)).toEqual(failure);
    expect(shown()).toMatchObject([{ target, models: ['a'] }]);
  });
});

describe('servers that an earlier version kept in the page’s storage', () => {
  const state = {
    servers: [
      { target, models: ['a', 'b'] },
      { target: other, models: [] },
    ],
  };

  it('are taken over once, with the models that are there already', async () => {
    await putServer({ target, models: ['mine', 'a'] });
    stored.set('servers', JSON.stringify({ state, version: 1 }));
    expect(await takeOverStoredServers()).toBeUndefined();
    expect(shown()).toMatchObject([
      { target, models: ['mine', 'a', 'b'] },
      { target: other, models: [] },
    ]);
    expect(stored.size).toBe(0);
    await removeServer(other);
    expect(await takeOverStoredServers()).toBeUndefined();
    expect(shown()).toMatchObject([{ target }]);
  });

  it('wait in the storage while the program cannot keep them', async () => {
    stored.set('servers', JSON.stringify({ state, version: 1 }));
    isWritable = false;
    expect(await takeOverStoredServers()).toEqual(failure);
    expect(stored.size).toBe(1);
    isWritable = true;
    expect(await takeOverStoredServers()).toBeUndefined();
    expect(shown()).toHaveLength(2);
  });

  it.each(['', 'text', 'null', '7', '[]', '{}', '{"state":[]}', '{"state":{"servers":"many"}}'])(
    'are none in %j',
    (text) => {
      expect(readServers(text)).toEqual([]);
    },
  );

  it('are those that can be read; names of no use are left out', () => {
    const servers = [
      { target, models: ['a', 7, '', 'x'.repeat(501)] },
      { target: 7, models: [] },
      { target: 'openai=x' },
      null,
      { target: other, models: [] },
    ];
    expect(readServers(JSON.stringify({ state: { servers } }))).toEqual([
      { target, models: ['a'] },
      { target: other, models: [] },
    ]);
  });
});
