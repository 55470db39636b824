import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import type { WebPreferences } from 'electron';
import { ipcCalls } from '../../core/contract/ipc.ts';
import { expect, test } from './support/test.ts';

/** What Electron can tell of its pages' settings, though its types do not say so. */
interface Preferring {
  getLastWebPreferences(): WebPreferences | null;
}

/** Collects what the page's policy refuses from now on. */
async function recordViolations(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
    Object.assign(globalThis, { seenViolations: seen });
  });
  return () => page.evaluate(() => (globalThis as unknown as { seenViolations: string[] }).seenViolations);
}

/** A server that counts who reaches it. */
async function startCountingServer(): Promise<{ url: string; reached(): number; close(): void }> {
  let reached = 0;
  const server = createServer((_request, response) => {
    reached += 1;
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end('reached');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, reached: () => reached, close: () => server.close() };
}

test('the page is sandboxed, isolated and has nothing of Node', async ({ sharedBench: bench }) => {
  const { app, page } = bench;
  expect(page.url()).toMatch(/^bench:\/\/app\//);
  expect(
    await page.evaluate(() => [
      typeof (globalThis as Record<string, unknown>).require,
      typeof (globalThis as Record<string, unknown>).process,
      typeof (globalThis as Record<string, unknown>).module,
      typeof (globalThis as Record<string, unknown>).Buffer,
      typeof (globalThis as Record<string, unknown>).ipcRenderer,
    ]),
  ).toEqual(['undefined', 'undefined', 'undefined', 'undefined', 'undefined']);
  const preferences = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } =
        (window.webContents as unknown as Preferring).getLastWebPreferences() ?? {};
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
    }),
  );
  expect(preferences).toEqual([
    { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false },
  ]);
});

test('the page can reach the calls of the contract and nothing else', async ({ sharedBench: bench }) => {
  const { page } = bench;
  expect(await page.evaluate(() => Object.keys(window.bench).sort())).toEqual(
    [...Object.keys(ipcCalls), 'onRunEvents'].sort(),
  );
  await page
    .evaluate(() => {
      // A page that was taken over would try to put itself between.
      Object.assign(window.bench, { machineFacts: () => 'forged' });
    })
    .catch(() => undefined);
  expect(await page.evaluate(() => window.bench.machineFacts().then((answer) => answer.ok))).toBe(true);
});

test('calls with arguments that the contract does not allow are refused', async ({ sharedBench: bench }) => {
  const answers = await bench.page.evaluate(async () => {
    const api = window.bench as unknown as Record<string, (...callArguments: unknown[]) => Promise<unknown>>;
    return Promise.all([
      api.listRuns?.({ limit: 1e9, offset: 0 }),
      api.listRuns?.({ limit: 1, offset: 0, where: '1=1' }),
      api.showRun?.({ toString: 'latest' }),
      api.startRun?.({ name: 'x', cells: [], load: {}, seed: 1 }),
      api.showInFolder?.('/etc/passwd'),
    ]);
  });
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, failure: { remedy: expect.any(String) } });
});

test('another page than the window is not answered', async ({ sharedBench: bench }) => {
  const answer = await bench.app.evaluate(async ({ BrowserWindow, app }) => {
    // A second page with the very same bridge, such as an attacker would wish for.
    const preload = `${app.getAppPath()}/out/preload/index.cjs`;
    const other = new BrowserWindow({ show: false, webPreferences: { sandbox: true, preload } });
    await other.loadURL('data:text/html,<title>other</title>');
    const outcome = await other.webContents
      .executeJavaScript('window.bench.machineFacts().then(() => "answered", (error) => String(error))')
      .catch((error: unknown) => String(error));
    other.destroy();
    return outcome;
  });
  expect(answer).toContain('Only the window of Inferneo Bench is answered');
});

test('no address is navigated to, by any way out of the page', async ({ sharedBench: bench }) => {
  const { page } = bench;
  const server = await startCountingServer();
  try {
    const start = page.url();
    const title = await page.title();
    for (const target of [
      server.url,
      `${server.url}?bench://app/`,
      'https://example.org/',
      'file:///etc/passwd',
      'data:text/html,<h1>taken over</h1>',
      'javascript:document.title="taken over"',
      'bench://app/assets/',
      'bench://report/1',
    ]) {
      await page.evaluate((address) => {
        const link = Object.assign(document.createElement('a'), { href: address, textContent: 'away' });
        document.body.append(link);
        link.click();
        link.target = '_blank';
        link.click();
        link.remove();
        try {
          location.href = address;
        } catch {
          // Some addresses are refused by the page itself, which is as good.
        }
      }, target);
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
      expect(page.url()).toBe(start);
    }
    await page.evaluate((address) => {
      const form = Object.assign(document.createElement('form'), { action: address, method: 'post' });
      document.body.append(form);
      form.submit();
      const frame = Object.assign(document.createElement('iframe'), { src: address });
      document.body.append(frame);
    }, server.url);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
    expect(page.url()).toBe(start);
    expect(await page.evaluate(() => [document.title, 'ready' in document.documentElement.dataset])).toEqual([
      title,
      true,
    ]);
    expect(server.reached()).toBe(0);
  } finally {
    server.close();
  }
});

test('a page that was emptied is loaded again', async ({ sharedBench: bench }) => {
  const { page } = bench;
  await page.evaluate(() => {
    location.href = 'about:blank';
  });
  await expect.poll(() => page.url()).toMatch(/^bench:\/\/app\//);
  await expect(page.locator('html[data-ready]')).toBeAttached();
});

test('no window is opened and no guest page attached', async ({ sharedBench: bench }) => {
  const { app, page } = bench;
  const opened = await page.evaluate(() => [
    window.open('https://example.org/') === null,
    window.open('bench://app/') === null,
    window.open('', '_blank', 'nodeIntegration=yes') === null,
  ]);
  expect(opened).toEqual([true, true, true]);
  await page.evaluate(() => {
    const guest = document.createElement('webview');
    guest.setAttribute('src', 'data:text/html,guest');
    document.body.append(guest);
  });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
});

test('nothing is asked of a network, whatever the page tries', async ({ sharedBench: bench }) => {
  const { app, page } = bench;
  const server = await startCountingServer();
  try {
    const outcomes = await page.evaluate(async (url) => {
      const socket = new Promise((resolve) => {
        try {
          const opened = new WebSocket(url.replace('http', 'ws'));
          opened.onopen = () => resolve('open');
          opened.onerror = () => resolve('refused');
        } catch {
          resolve('refused');
        }
      });
      const image = new Promise((resolve) => {
        const picture = new Image();
        picture.onload = () => resolve('loaded');
        picture.onerror = () => resolve('refused');
        picture.src = url;
      });
      const fetched = fetch(url).then(
        () => 'fetched',
        () => 'refused',
      );
      const script = new Promise((resolve) => {
        const element = document.createElement('script');
        element.onload = () => resolve('loaded');
        element.onerror = () => resolve('refused');
        element.src = url;
        document.head.append(element);
      });
      const beacon = navigator.sendBeacon(url, 'x');
      const file = fetch('file:///etc/passwd').then(
        () => 'fetched',
        () => 'refused',
      );
      await beacon;
      return Promise.all([socket, image, fetched, script, file]);
    }, server.url);
    expect(outcomes).toEqual(['refused', 'refused', 'refused', 'refused', 'refused']);
    // Where the policy would let something through, the session still would not.
    const direct = await app.evaluate(
      ({ session }, url) =>
        session.defaultSession.fetch(url).then(
          () => 'fetched',
          () => 'refused',
        ),
      server.url,
    );
    expect(direct).toBe('refused');
    expect(server.reached()).toBe(0);
  } finally {
    server.close();
  }
});

test('scripts that were smuggled into the page do not run', async ({ sharedBench: bench }) => {
  const { page } = bench;
  const violations = await recordViolations(page);
  const ran = await page.evaluate(async () => {
    const marks = globalThis as unknown as Record<string, unknown>;
    const inline = document.createElement('script');
    inline.textContent = 'globalThis.ranInline = true';
    document.body.append(inline);
    const holder = document.createElement('div');
    holder.innerHTML =
      '<img src="data:," onerror="globalThis.ranHandler = true"><svg onload="globalThis.ranHandler = true">';
    document.body.append(holder);
    const data = Object.assign(document.createElement('script'), {
      src: 'data:text/javascript,globalThis.ranData = true',
    });
    document.body.append(data);
    const blob = URL.createObjectURL(new Blob(['globalThis.ranBlob = true'], { type: 'text/javascript' }));
    document.body.append(Object.assign(document.createElement('script'), { src: blob }));
    // Later, since the developer tools' own evaluation, in which this runs, is exempt from the policy.
    setTimeout(() => {
      marks.ranEval = new Function('return true')();
    }, 0);
    setTimeout(() => {
      new Worker(blob);
      marks.madeWorker = true;
    }, 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return ['ranInline', 'ranHandler', 'ranData', 'ranBlob', 'ranEval', 'madeWorker'].filter(
      (name) => marks[name] !== undefined,
    );
  });
  expect(ran).toEqual([]);
  expect(await violations()).toEqual(expect.arrayContaining(['script-src-elem', 'script-src-attr', 'script-src']));
});

test('styles that were smuggled into the page do not count', async ({ sharedBench: bench }) => {
  const { page } = bench;
  const violations = await recordViolations(page);
  const shown = await page.evaluate(async () => {
    const style = document.createElement('style');
    style.textContent = 'body { display: none }';
    document.head.append(style);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return getComputedStyle(document.body).display;
  });
  expect(shown).toBe('block');
  expect(await violations()).toEqual(['style-src-elem']);
});

test('only the files of the page are served', async ({ sharedBench: bench }) => {
  const statuses = await bench.page.evaluate(() =>
    Promise.all(
      [
        'bench://app/index.html',
        'bench://app/../../package.json',
        'bench://app/..%2f..%2fpackage.json',
        'bench://app/%2e%2e/%2e%2e/package.json',
        'bench://app/..%5c..%5cpackage.json',
        'bench://app//etc/passwd',
        'bench://app/../main/index.cjs',
        'bench://app/missing.js',
      ].map((url) =>
        fetch(url).then(
          (response) => response.status,
          () => 'refused',
        ),
      ),
    ),
  );
  expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 404, 404]);
  const foreignHost = await bench.page.evaluate(() =>
    fetch('bench://report/1').then(
      (response) => response.status,
      () => 'refused',
    ),
  );
  expect(foreignHost).toBe('refused');
});

test('permissions are denied and downloads do not begin', async ({ sharedBench: bench }) => {
  const { app, page } = bench;
  const outcomes = await page.evaluate(async () => {
    const position = await new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        (error) => resolve(error.code === error.PERMISSION_DENIED ? 'denied' : `code ${error.code}`),
      );
    });
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      () => 'denied',
    );
    const notifications = await Notification.requestPermission();
    return [position, camera, notifications];
  });
  expect(outcomes).toEqual(['denied', 'denied', 'denied']);
  await app.evaluate(({ session }) => {
    session.defaultSession.on('will-download', (event) => {
      Object.assign(globalThis, { downloadPrevented: event.defaultPrevented });
    });
  });
  await page.evaluate(() => {
    const url = URL.createObjectURL(new Blob(['x']));
    Object.assign(document.createElement('a'), { href: url, download: 'x.txt' }).click();
  });
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { downloadPrevented?: boolean }).downloadPrevented))
    .toBe(true);
});

test('text may be put on the clipboard, and nothing read from it', async ({ sharedBench: bench }) => {
  const states = await bench.page.evaluate(() =>
    Promise.all(
      ['clipboard-write', 'clipboard-read', 'geolocation', 'camera', 'midi'].map(async (name) => [
        name,
        (await navigator.permissions.query({ name: name as PermissionName })).state,
      ]),
    ),
  );
  expect(Object.fromEntries(states)).toEqual({
    'clipboard-write': 'granted',
    'clipboard-read': 'denied',
    geolocation: 'denied',
    camera: 'denied',
    midi: 'denied',
  });
});
