import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlanChoices } from '../../../../core/contract/ipc.ts';
import { withServers } from '../../../../renderer/state/servers/serverChoices.ts';
import { readServers, useServers } from '../../../../renderer/state/servers/useServers.ts';

/** The page's storage, in place before the store looks for it: another test may have loaded the store without one. */
const stored = vi.hoisted(() => {
  vi.resetModules();
  const items = new Map<string, string>();
  const localStorage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
    removeItem: (key: string) => items.delete(key),
  };
  vi.stubGlobal('window', { localStorage });
  return items;
});
afterAll(() => vi.unstubAllGlobals());

const target = 'openai=http://127.0.0.1:8000';
const choices: PlanChoices = {
  targets: [{ name: 'dummy', engine: 'dummy', models: ['dummy_small'] }],
  models: {},
  scenarios: [],
  presets: {},
};

describe('the servers of the user', () => {
  beforeEach(() => useServers.setState({ servers: [] }));

  it('are kept once each, with their models', () => {
    const { add, removeModel } = useServers.getState();
    add(target, 'a');
    add(target, 'b');
    add(target, 'a');
    add('openai=http://other', 'a');
    expect(useServers.getState().servers).toEqual([
      { target, models: ['b', 'a'] },
      { target: 'openai=http://other', models: ['a'] },
    ]);
    removeModel(target, 'b');
    expect(useServers.getState().servers[0]).toEqual({ target, models: ['a'] });
  });

  it('are written to the page’s storage and nothing else of the store is', () => {
    useServers.getState().add(target, 'a');
    expect(JSON.parse(stored.get('servers') ?? '')).toEqual({
      state: { servers: [{ target, models: ['a'] }] },
      version: 1,
    });
  });

  it('can be put back after they were removed', () => {
    const { add, remove, restore } = useServers.getState();
    add(target, 'a');
    const [server] = useServers.getState().servers;
    remove(target);
    expect(useServers.getState().servers).toEqual([]);
    if (server !== undefined) restore(server);
    expect(useServers.getState().servers).toEqual([{ target, models: ['a'] }]);
  });

  it('stand among the targets of a plan behind those of the program', () => {
    expect(withServers(choices, [{ target, models: ['a'] }]).targets).toEqual([
      { name: 'dummy', engine: 'dummy', models: ['dummy_small'] },
      { name: target, engine: 'openai', models: ['a'] },
    ]);
  });
});

describe('servers out of the page’s storage', () => {
  it.each([undefined, null, 7, 'text', [], {}, { servers: 'many' }])('are none in %j', (stored) => {
    expect(readServers(stored)).toEqual([]);
  });

  it('are those that can be read; names of no use are left out', () => {
    const stored = {
      servers: [
        { target, models: ['a', 7, '', 'x'.repeat(501)] },
        { target: 7, models: [] },
        { target: 'openai=x' },
        null,
        { target: 'openai=http://other', models: [] },
      ],
    };
    expect(readServers(stored)).toEqual([
      { target, models: ['a'] },
      { target: 'openai=http://other', models: [] },
    ]);
  });
});
