// @ts-check
import { hasDisplay } from '../setup/systemLibraries.js';
import { startVirtualDisplay } from './startVirtualDisplay.js';

/**
 * Runs a task with the variables that lead programs to a display: the user's own, or a virtual one for as long as the task takes.
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} task
 * @param {{ alwaysVirtual?: boolean, env?: NodeJS.ProcessEnv }} [options] `alwaysVirtual`: not on the user's screen even where there is one
 * @returns {Promise<T>}
 */
export async function withDisplay(task, { alwaysVirtual = false, env = process.env } = {}) {
  if (process.platform !== 'linux' || (hasDisplay(env) && !alwaysVirtual)) return task(env);
  const display = await startVirtualDisplay();
  try {
    const { WAYLAND_DISPLAY: _, ...rest } = env;
    return await task({ ...rest, ...display.env });
  } finally {
    display.stop();
  }
}
