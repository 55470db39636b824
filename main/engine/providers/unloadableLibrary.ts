import { join } from 'node:path';
import type { ExecutionProvider } from '../../../core/contract/executionProvider.ts';
import { errorText } from '../errorText.ts';

/**
 * Why the system's loader does not load a provider's library, in its own words, which name the library that is missing:
 * "libcudnn.so.9: cannot open shared object file". The runtime throws a text without that name and writes it to the
 * standard error only. Undefined when the library loads.
 *
 * To be called after the runtime failed to load it, and in a process that is thrown away: it tries to load it once more.
 */
export function unloadableLibrary(provider: ExecutionProvider, bindingDirectory: string): string | undefined {
  const path = join(bindingDirectory, `libonnxruntime_providers_${provider}.so`);
  try {
    process.dlopen({ exports: {} }, path);
    return undefined;
  } catch (error) {
    const text = errorText(error);
    // It was loaded, and is no module of Node's: that is all that Node has against it.
    return /did not self-register/.test(text) ? undefined : text;
  }
}
