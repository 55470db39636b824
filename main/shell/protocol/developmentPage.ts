import { windowContentPolicy } from '../security/contentSecurityPolicy.ts';

/**
 * Answers requests for the window's page from the bundler's server, so that the page stands on its own origin while it is
 * being written, too. Its policy is the window's, with what hot reload needs: inline scripts and styles, and a socket to that server.
 */
export function serveDevelopmentPage(server: URL): (request: Request) => Promise<Response> {
  const policy = windowContentPolicy('unused')
    .replace("'self' 'nonce-unused'", "'self' 'unsafe-inline'")
    .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    // The client of the bundler tries the page's own host first, where nobody listens, and then its server.
    .replace("connect-src 'self'", `connect-src 'self' ws://app ws://${server.host}`);
  return async (request) => {
    const { host, pathname, search } = new URL(request.url);
    if (host !== 'app') return new Response('There is no such page.', { status: 404 });
    const answer = await fetch(new URL(pathname + search, server));
    const type = answer.headers.get('Content-Type') ?? 'application/octet-stream';
    return new Response(answer.body, {
      status: answer.status,
      headers: { 'Content-Type': type, 'Content-Security-Policy': policy, 'Cache-Control': 'no-store' },
    });
  };
}

/** The bundler's server that this start was given: on this machine, and never in a packaged program. */
export function developmentServer(environment: NodeJS.ProcessEnv, isPackaged: boolean): URL | undefined {
  const text = environment.ELECTRON_RENDERER_URL;
  if (isPackaged || text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return ['localhost', '127.0.0.1'].includes(url.hostname) ? url : undefined;
}
