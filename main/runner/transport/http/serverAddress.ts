/** A server's root as a connection needs it: what to connect to, and what stands before each path (often nothing). */
export function serverAddress(url: string): { origin: string; basePath: string } {
  const { origin, pathname } = new URL(url);
  return { origin, basePath: pathname.replace(/\/+$/, '') };
}
