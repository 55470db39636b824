import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { windowContentPolicy } from '../security/contentSecurityPolicy.ts';
import { contentType } from './contentType.ts';
import { resolveAsset } from './resolveAsset.ts';

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
