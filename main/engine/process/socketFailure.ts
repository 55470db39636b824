import { EngineFailure } from '../EngineFailure.ts';
import { errorText } from '../errorText.ts';
import { systemErrorCode } from '../systemErrorCode.ts';

/** Turns an error met while opening the engine's socket into a failure that names the path and the remedy. */
export function socketFailure(error: unknown, socketPath: string): EngineFailure {
  const code = systemErrorCode(error);
  const reason = `The engine cannot listen on ${socketPath} (${code || 'unknown error'}).`;
  return new EngineFailure({ reason, remedy: remedyFor(code, socketPath), detail: errorText(error) }, error);
}

function remedyFor(code: string, socketPath: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return 'Another process uses this socket: stop it, or start the engine on another path.';
    case 'EINVAL':
    case 'ENAMETOOLONG':
      return `A socket path may have about 100 characters and this one has ${socketPath.length}: set TMPDIR to a shorter directory.`;
    default:
      return 'Check that the directory of the socket exists and can be written.';
  }
}
