import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import type { ServerProcesses } from '../../../core/contract/telemetryProtocol.ts';
import { findServerProcesses } from '../../../main/telemetry/server/findServerProcesses.ts';
import { ServerTree } from '../../../main/telemetry/server/ServerTree.ts';

/** Listens on a free port, or the one given, tells it, and holds so many MiB in a child that it has. */
const program = `
const [port, mebibytes] = process.argv.slice(1).map(Number);
const held = Buffer.alloc(10 * 2 ** 20, 1);
const child = require('node:child_process').spawn(process.execPath, ['-e', 'const held = Buffer.alloc(' + mebibytes + ' * 2 ** 20, 1); process.send(0); setInterval(() => held, 1e6); process.on("disconnect", () => process.exit())'], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
child.on('message', () => {
  const server = require('node:net').createServer(() => held).listen(port, '127.0.0.1', () => process.send(server.address().port));
});
`;
const children: ChildProcess[] = [];
afterEach(async () => {
  await Promise.all(children.splice(0).map(end));
});

async function start(port = 0, mebibytes = 150): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['-e', program, String(port), String(mebibytes)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  children.push(child);
  const [listening] = await once(child, 'message');
  return { child, url: `http://127.0.0.1:${listening}/v1` };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

describe.skipIf(process.platform !== 'linux')('the processes of a server on this machine', () => {
  it('are found by the port that they listen on, and what they started counts to them', async () => {
    const { child, url } = await start();
    expect(await findServerProcesses(url)).toEqual({ found: true, processIds: [child.pid] });
    expect(await findServerProcesses(url.replace('127.0.0.1', 'localhost'))).toMatchObject({ found: true });
    const told: ServerProcesses[] = [];
    const tree = new ServerTree(url, (processes) => told.push(processes));
    await tree.look();
    const sample = tree.sample(0);
    expect(told).toEqual([{ found: true }]);
    expect(sample).toMatchObject({ role: 'engine', processes: 2 });
    expect(sample?.residentBytes).toBeGreaterThan(160 * 2 ** 20);
    tree.close();
  });

  it('are looked for anew when the server was started again on its port', async () => {
    const { child, url } = await start(0, 1);
    const told: ServerProcesses[] = [];
    let tell = (): void => undefined;
    const next = (): Promise<void> =>
      new Promise((resolve) => {
        tell = resolve;
      });
    const tree = new ServerTree(url, (processes) => {
      told.push(processes);
      tell();
    });
    await tree.look();
    expect(tree.sample(0)).toMatchObject({ processes: 2 });
    await end(child);
    const lost = next();
    tree.sample(2000);
    await lost;
    expect(told.at(-1)).toMatchObject({
      found: false,
      reason: expect.stringContaining('no process of this machine listens'),
    });
    expect(tree.sample(2100)).toBeUndefined();
    await start(Number(new URL(url).port), 1);
    const found = next();
    tree.sample(4000);
    await found;
    expect(told.at(-1)).toEqual({ found: true });
    expect(tree.sample(4100)).toMatchObject({ processes: 2 });
    tree.close();
  });

  it('are not those of another machine, of nobody, or of what has started this program; each says so', async () => {
    expect(await findServerProcesses('http://192.0.2.1:8000')).toMatchObject({
      isElsewhere: true,
      reason: expect.stringContaining('192.0.2.1'),
    });
    const { child, url } = await start(0, 1);
    await end(child);
    expect(await findServerProcesses(url)).toMatchObject({
      found: false,
      reason: expect.stringContaining('no process'),
    });
    const own = (await import('node:net')).createServer().listen(0, '127.0.0.1');
    await once(own, 'listening');
    const { port } = own.address() as { port: number };
    expect(await findServerProcesses(`http://127.0.0.1:${port}`)).toMatchObject({
      found: false,
      reason: expect.stringContaining('started this program'),
    });
    own.close();
  });

  it('of another user cannot be seen, and that is the reason', async () => {
    if (process.getuid?.() !== 0) return console.warn('skipped: only root can start a server as another user');
    const { url } = await start(0, 1);
    // The other way round: somebody else looks for the server of root.
    // What it needs is read before: nobody may enter the home of root.
    const script = `import(${JSON.stringify(new URL('../../../main/telemetry/server/findServerProcesses.ts', import.meta.url).href)})
        .then(({ findServerProcesses }) => {
          process.setgid(65534);
          process.setuid(65534);
          return findServerProcesses(${JSON.stringify(url)});
        })
        .then((found) => console.log(JSON.stringify(found)));`;
    const looking = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    looking.stdout.on('data', (text) => {
      out += text;
    });
    await once(looking, 'close');
    expect(JSON.parse(out)).toMatchObject({ found: false, reason: expect.stringContaining('belongs to user 0') });
  });
});
