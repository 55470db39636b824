import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { extname, isAbsolute, relative, resolve, sep } from 'node:path';
import { windowContentPolicy } from '../security/contentSecurityPolicy.ts';

/**
 * Answers requests for the window's page and what it loads, from one directory and nothing else. Every answer
 * carries the page's policy, and the page itself the nonce that its style elements need, fresh with each load.
 */
export function serveWindowPage(rootDirectory: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, 'Only GET is answered.');
    const file = await resolveAsset(request.url, rootDirectory);
    const type = file === undefined ? undefined : contentType(file);
    if (file === undefined || type === undefined) return refusal(404, 'There is no such file.');
    const nonce = randomBytes(16).toString('base64');
    const content = await readFile(file);
    const body = type.startsWith('text/html') ? withNonce(content.toString('utf8'), nonce) : new Uint8Array(content);
    return new Response(request.method === 'HEAD' ? null : body, {
      status: 200,
      headers: { ...guardHeaders, 'Content-Type': type, 'Content-Security-Policy': windowContentPolicy(nonce) },
    });
  };
}

const guardHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

function withNonce(html: string, nonce: string): string {
  return html.replace('<head>', `<head><meta property="csp-nonce" nonce="${nonce}">`);
}

function refusal(status: number, message: string): Response {
  return new Response(message, {
    status,
    headers: {
      ...guardHeaders,
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'",
    },
  });
}

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.txt': 'text/plain; charset=utf-8',
};

/** The type a file is served as, by its extension; undefined for a kind that the page has no use for. */
export function contentType(path: string): string | undefined {
  return contentTypes[extname(path).toLowerCase()];
}

/**
 * The file that an address of the window's page stands for, or undefined when it is none of the page's own: another
 * host, a way out of the directory (in any spelling, through a link as well), or no such file.
 * @param rootDirectory the only directory that is served
 */
export async function resolveAsset(url: string, rootDirectory: string): Promise<string | undefined> {
  if (!URL.canParse(url)) return undefined;
  const { host, pathname } = new URL(url);
  if (host !== 'app') return undefined;
  const path = decoded(pathname);
  if (path === undefined || path.includes('\0') || path.includes('\\')) return undefined;
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments.some((segment) => segment === '..' || segment === '.' || segment.includes(':'))) return undefined;
  const root = await realPathOf(rootDirectory);
  if (root === undefined) return undefined;
  const file = await realPathOf(resolve(root, segments.length === 0 ? 'index.html' : segments.join(sep)));
  return file !== undefined && isInside(root, file) ? file : undefined;
}

/** Whether a path lies below a directory; both must be resolved. */
function isInside(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way !== '' && !isAbsolute(way) && way.split(sep)[0] !== '..';
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    // A broken escape names no file.
    return undefined;
  }
}

async function realPathOf(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch {
    // There is no such file, which is all that the caller wants to know.
    return undefined;
  }
}
