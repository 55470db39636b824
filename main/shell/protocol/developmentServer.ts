/** The bundler's server that this start was given: on this machine, and never in a packaged program. */
export function developmentServer(environment: NodeJS.ProcessEnv, isPackaged: boolean): URL | undefined {
  const text = environment.ELECTRON_RENDERER_URL;
  if (isPackaged || text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return ['localhost', '127.0.0.1'].includes(url.hostname) ? url : undefined;
}
