import type { Server } from './Server.ts';

const mostServers = 200;
const mostModels = 200;
const longestName = 500;

/** Servers out of the page's storage, which another version may have written: what is not one is left out. */
export function readServers(stored: unknown): Server[] {
  if (!isRecord(stored) || !Array.isArray(stored.servers)) return [];
  return stored.servers.slice(0, mostServers).flatMap((entry: unknown): Server[] => {
    if (!isRecord(entry) || !isName(entry.target) || !Array.isArray(entry.models)) return [];
    return [{ target: entry.target, models: entry.models.filter(isName).slice(0, mostModels) }];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= longestName;
}
