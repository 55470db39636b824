import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';

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
