import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveAsset, serveWindowPage } from '../../../main/shell/protocol/serveWindowPage.ts';

let base: string;
let root: string;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'serve-window-page-'));
  root = join(base, 'renderer');
  await mkdir(join(root, 'assets'), { recursive: true });
  await mkdir(join(base, 'renderer-private'));
  await writeFile(join(base, 'secret.html'), 'secret');
  await writeFile(join(base, 'renderer-private', 'secret.html'), 'secret');
  await writeFile(join(root, 'index.html'), '<!doctype html><html><head></head></html>');
  await writeFile(join(root, 'assets', 'main.js'), 'export {};');
  await writeFile(join(root, 'assets', 'font.woff2'), new Uint8Array([0, 255]));
  await writeFile(join(root, 'assets', 'with space.css'), 'b{}');
  await writeFile(join(root, 'assets', 'source.ts'), 'x');
  await symlink(join(base, 'secret.html'), join(root, 'link.html'));
});

afterAll(() => rm(base, { recursive: true, force: true }));

describe('resolveAsset', () => {
  it.each([
    ['bench://app/', 'index.html'],
    ['bench://app/index.html?x=1#/live', 'index.html'],
    ['bench://app/assets/main.js', 'assets/main.js'],
    ['bench://app/assets/with%20space.css', 'assets/with space.css'],
  ])('finds %s', async (url, file) => {
    expect(await resolveAsset(url, root)).toBe(join(root, file));
  });

  it.each([
    'bench://app/../secret.html',
    'bench://app/../../../../../../etc/passwd',
    'bench://app/%2e%2e/secret.html',
    'bench://app/%2e%2e%2fsecret.html',
    'bench://app/assets/..%2f..%2fsecret.html',
    'bench://app/assets/..%5c..%5csecret.html',
    'bench://app/..%2frenderer-private%2fsecret.html',
    'bench://app/%252e%252e%252fsecret.html',
    'bench://app/link.html',
    'bench://app/index.html%00.js',
    'bench://app/%',
    'bench://app//etc/passwd',
    'bench://app/C:/Windows/win.ini',
    'bench://app/missing.js',
    'bench://report/index.html',
    'bench://example.org/index.html',
    'nothing',
  ])('finds nothing for %s', async (url) => {
    expect(await resolveAsset(url, root)).toBeUndefined();
  });

  it('finds nothing when the pages were never built', async () => {
    expect(await resolveAsset('bench://app/', join(base, 'missing'))).toBeUndefined();
  });
});

describe('serveWindowPage', () => {
  const ask = (url: string, init?: RequestInit): Promise<Response> => serveWindowPage(root)(new Request(url, init));

  it.each([
    ['bench://app/', 'text/html; charset=utf-8'],
    ['bench://app/assets/main.js', 'text/javascript; charset=utf-8'],
    ['bench://app/assets/font.woff2', 'font/woff2'],
  ])('serves %s with its type and the policy', async (url, type) => {
    const response = await ask(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe(type);
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(response.headers.get('Content-Security-Policy')).toContain("script-src 'self';");
  });

  it('gives the page a nonce for its style elements, another with each load', async () => {
    const loads = await Promise.all([ask('bench://app/'), ask('bench://app/')]);
    const nonces = await Promise.all(
      loads.map(async (response) => {
        const nonce = /<meta property="csp-nonce" nonce="([\w+/]{22}==)">/.exec(await response.text())?.[1];
        expect(response.headers.get('Content-Security-Policy')).toContain(`style-src 'self' 'nonce-${nonce}';`);
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('serves bytes as they are', async () => {
    const response = await ask('bench://app/assets/font.woff2');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 255]));
  });

  it('answers HEAD without a body', async () => {
    const response = await ask('bench://app/', { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it.each(['POST', 'PUT', 'DELETE'])('does not answer %s', async (method) => {
    expect((await ask('bench://app/', { method })).status).toBe(405);
  });

  it.each(['bench://app/missing.js', 'bench://app/assets/source.ts'])('has no %s', async (url) => {
    const response = await ask(url);
    expect(response.status).toBe(404);
    expect(response.headers.get('Content-Security-Policy')).toBe("default-src 'none'");
  });
});
