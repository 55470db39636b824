/** A worker's line to the process that started it. */
interface ParentLine<Command, Event> {
  send(event: Event): void;
  onCommand(listener: (command: Command) => void): void;
}

/** Electron's `process.parentPort` in a utility process; only what is used of it. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: { data: unknown }) => void): void;
}

/**
 * Connects a worker to its parent, whether it was started as an Electron utility process (messages over
 * `process.parentPort`) or forked by Node (messages over its IPC channel, structured clone).
 *
 * A worker ignores the signals that reach a whole process group (Ctrl-C, SIGTERM from a service manager, SIGHUP when the
 * terminal closes): the parent gets them too, and decides how its workers end. When the parent disappears the worker ends
 * itself as soon as it can, so that none is ever left over. An error that nothing caught ends the worker with exit code 1
 * and its stack on standard error, which the parent keeps.
 *
 * @throws Error when the process was started by hand, with neither line.
 */
export function connectToParent<Command, Event>(): ParentLine<Command, Event> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ignoreSignal);
  const parentPort = (process as { parentPort?: ParentPort }).parentPort;
  if (parentPort !== undefined) {
    return {
      send: (event) => parentPort.postMessage(event),
      onCommand: (listener) => parentPort.on('message', (message) => listener(message.data as Command)),
    };
  }
  if (process.send === undefined) {
    throw new Error('This program is a worker of Inferneo Bench and cannot be started by hand.');
  }
  const send = process.send.bind(process) as (event: unknown, callback: (error: Error | null) => void) => boolean;
  process.on('disconnect', () => process.exit(0));
  return {
    send: (event) => {
      if (process.connected) send(event, exitWhenUnreachable);
    },
    onCommand: (listener) => process.on('message', (message) => listener(message as Command)),
  };
}

function ignoreSignal(): void {
  // The parent stops its workers; see connectToParent.
}

function exitWhenUnreachable(error: Error | null): void {
  if (error !== null && !process.connected) process.exit(0);
}
