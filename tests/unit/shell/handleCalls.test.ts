import { describe, expect, it } from 'vitest';
import { ipcCalls } from '../../../core/contract/ipc.ts';
import type { BenchService } from '../../../main/shell/BenchService.ts';
import { handleCalls } from '../../../main/shell/ipc/answerCall.ts';

function makeHandlers(replayed: () => void) {
  const shown: string[] = [];
  const asked: unknown[] = [];
  const service = {
    replayRun: () => {
      replayed();
      return [];
    },
    addModel: (model: unknown) => {
      asked.push(model);
      return Promise.resolve({ failure: { reason: 'the name is taken', remedy: 'Choose another.' } });
    },
    listRuns: (page: unknown) => {
      asked.push(page);
      return Promise.resolve({ runs: [], total: 0 });
    },
  } as unknown as BenchService;
  const handlers = handleCalls({
    service: Promise.resolve(service),
    exports: {
      export: (run, format) => Promise.resolve({ saved: true, path: `${run}.${format}` }),
      hasWritten: (path) => path === '/home/me/run.pdf',
    },
    onReplay: () => asked.push('restart'),
    showInFolder: (path) => shown.push(path),
    askModelPath: (kind) => Promise.resolve({ path: `/home/me/${kind}` }),
  });
  return { handlers, shown, asked };
}

describe('handleCalls', () => {
  it('passes calls on once the service is there', async () => {
    const { handlers, asked } = makeHandlers(() => undefined);
    expect(await handlers.listRuns({ limit: 5, offset: 0 })).toEqual({ runs: [], total: 0 });
    expect(asked).toEqual([{ limit: 5, offset: 0 }]);
  });

  it('has something that answers each call of the contract, the service what needs no window', async () => {
    const called: string[] = [];
    const service = Object.fromEntries(
      Object.keys(ipcCalls).map((name) => [name, (...given: unknown[]) => called.push(`${name} ${given.length}`)]),
    ) as unknown as BenchService;
    const handlers = handleCalls({
      service: Promise.resolve(service),
      exports: { export: () => Promise.resolve({ saved: false }), hasWritten: () => true },
      onReplay: () => undefined,
      showInFolder: () => undefined,
      askModelPath: () => Promise.resolve({ cancelled: true }),
    });
    expect(Object.keys(handlers).sort()).toEqual(Object.keys(ipcCalls).sort());
    for (const handler of Object.values(handlers) as ((argument: unknown) => unknown)[]) await handler('given');
    const ownToShell = ['exportHtml', 'exportPdf', 'showInFolder', 'chooseModelPath', 'replayRun'];
    const passedOn = Object.keys(ipcCalls).filter((name) => !ownToShell.includes(name));
    expect(called.sort()).toEqual([...passedOn.map((name) => `${name} 1`), 'replayRun 0'].sort());
  });

  it('drops what waits to be sent in the very moment in which the replay is taken', async () => {
    const order: string[] = [];
    const { handlers, asked } = makeHandlers(() => order.push(...(asked as string[]), 'replay'));
    await handlers.replayRun();
    expect(order).toEqual(['restart', 'replay']);
  });

  it('shows only what was exported', async () => {
    const { handlers, shown } = makeHandlers(() => undefined);
    await handlers.showInFolder('/home/me/run.pdf');
    expect(() => handlers.showInFolder('/etc/passwd')).toThrow(/not written/);
    expect(shown).toEqual(['/home/me/run.pdf']);
  });

  it('asks for a model with the dialog of its kind', async () => {
    const { handlers } = makeHandlers(() => undefined);
    expect(await handlers.chooseModelPath('folder')).toEqual({ path: '/home/me/folder' });
    expect(await handlers.chooseModelPath('file')).toEqual({ path: '/home/me/file' });
  });

  it('hands a model on as it is, and its refusal back', async () => {
    const { handlers, asked } = makeHandlers(() => undefined);
    const model = { id: 'own', name: 'Own', path: '/m.onnx', inputs: { x: { value: 1 } } };
    expect(await handlers.addModel(model)).toMatchObject({ failure: { reason: 'the name is taken' } });
    expect(asked).toEqual([model]);
  });

  it('exports in the format of the call', async () => {
    const { handlers } = makeHandlers(() => undefined);
    expect(await handlers.exportPdf('7')).toEqual({ saved: true, path: '7.pdf' });
    expect(await handlers.exportHtml('7')).toEqual({ saved: true, path: '7.html' });
  });

  it('tells each call why the service could not be opened', async () => {
    const handlers = handleCalls({
      service: Promise.reject(new Error('damaged configuration')),
      exports: { export: () => Promise.resolve({ saved: false }), hasWritten: () => false },
      onReplay: () => undefined,
      showInFolder: () => undefined,
      askModelPath: () => Promise.resolve({ cancelled: true }),
    });
    await expect(handlers.machineFacts()).rejects.toThrow('damaged configuration');
  });
});
