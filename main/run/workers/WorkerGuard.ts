import { type ChildProcess, spawn } from 'node:child_process';

/**
 * From the parent's end until what is left is killed. A worker that can end by itself has done so by then: the store
 * commits what waits, which takes milliseconds.
 */
const graceSeconds = 2;

/**
 * Reads which processes there are, and kills those that are left when nothing more can be read: when the parent has gone,
 * however it went. It is in a session of its own and deaf to the signals that a whole group gets.
 */
const script = `trap '' INT TERM HUP
left=' '
while read -r sign id; do
  case $sign in
    +) left="$left$id " ;;
    -) case $left in *" $id "*) left="\${left%% "$id" *} \${left#* "$id" }" ;; esac ;;
  esac
done
[ "$left" = ' ' ] && exit
sleep ${graceSeconds}
kill -9 $left 2>/dev/null`;

/**
 * Sees to it that no worker outlives this process, not even one whose event loop is blocked by a computation or by a file
 * that does not answer, and not even when this process is killed. A shell of about 1 MB that waits on a pipe does it: a
 * thread in each worker would cost each 10 MB and stand in what is measured there. On Windows, which has no such shell,
 * workers end themselves when they notice that the parent is gone.
 */
export class WorkerGuard {
  #shell: ChildProcess | undefined;
  readonly #watched = new Set<number>();

  watch(processId: number): void {
    if (process.platform === 'win32' || this.#watched.has(processId)) return;
    this.#watched.add(processId);
    this.#shell ??= startShell();
    this.#tell('+', processId);
  }

  /** It has ended: its number may become that of any other process. */
  forget(processId: number): void {
    if (this.#watched.delete(processId)) this.#tell('-', processId);
  }

  #tell(sign: '+' | '-', processId: number): void {
    this.#shell?.stdin?.write(`${sign} ${processId}\n`);
  }
}

function startShell(): ChildProcess {
  const shell = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], env: {} });
  // Where it cannot be started, or was ended from outside, workers still end themselves as soon as they are able to.
  shell.on('error', () => undefined);
  shell.stdin?.on('error', () => undefined);
  // This process must be able to end: its end is what the shell waits for.
  shell.unref();
  (shell.stdin as { unref?(): void } | null)?.unref?.();
  return shell;
}
