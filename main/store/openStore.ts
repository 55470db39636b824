import type { StoreCalls, StoreCommand } from '../../core/contract/storeProtocol.ts';
import { makeDirectory } from '../files/makeDirectory.ts';
import { DirectoryLock } from './database/DirectoryLock.ts';
import { type DatabaseFiles, databaseFiles } from './database/databaseFiles.ts';
import { HeldFiles } from './database/HeldFiles.ts';
import type { OpenDatabase } from './database/OpenDatabase.ts';
import { OlderFormat, openToRead } from './database/openToRead.ts';
import { openToWrite, renewFormat } from './database/openToWrite.ts';
import { RunReader } from './runs/RunReader.ts';
import { RunWriter, type RunWriterParts } from './runs/RunWriter.ts';
import { failureOf, StoreFailure } from './StoreFailure.ts';
import { prepareReads, prepareWrites } from './statements.ts';

type OpenCommand = Extract<StoreCommand, { type: 'open' }>;

/** An open data directory: its calls, what was found on opening it, and the way to close it. */
export interface Store {
  calls: StoreCalls;
  databasePath: string;
  /** Ids of runs whose process is gone, marked just now. */
  interruptedRuns: string[];
  setAside?: { path: string; damage: string };
  /** The copy that was made before the format changed. */
  backup?: string;
  /** Commits what waits and lets go of the directory. @throws StoreFailure when the last second could not be stored. */
  close(): void;
}

/** What a store tells by itself. */
export type Report = (state: Parameters<RunWriterParts['report']>[0] | 'lockedAgain') => void;

/**
 * Opens a data directory.
 *
 * @param now labels files that are put aside; nothing is measured with it.
 * @param report hears of commits that fail without a call waiting for them, and of a lock that had to be taken again.
 * @throws StoreFailure when another instance writes there, or when the directory or its database cannot be used.
 */
export function openStore(command: OpenCommand, now: Date, report: Report): Store {
  return command.mode === 'read' ? readingStore(command.dataDirectory, now) : writingStore(command, now, report);
}

function readingStore(dataDirectory: string, now: Date): Store {
  const files = databaseFiles(dataDirectory);
  const database = openAnyFormat(files, now);
  const reader = new RunReader(database.connection, prepareReads(database.connection), {
    ownerLives: () => DirectoryLock.isHeld(files),
    waitingRecords: () => [],
    waitingSamples: () => [],
  });
  return {
    calls: callsOf(reader, refusingWriter),
    ...found(database, []),
    close: () => database.connection.close(),
  };
}

/**
 * Opens to read, and first brings an older file to the newest format as the writer that is needed for it, where nobody else
 * writes there.
 */
function openAnyFormat(files: DatabaseFiles, now: Date): OpenDatabase {
  try {
    return openToRead(files);
  } catch (error) {
    if (!(error instanceof OlderFormat)) throw error;
    try {
      const lock = DirectoryLock.acquire(
        files,
        { processId: process.pid, name: 'a command that reads the history' },
        now,
      );
      try {
        const backup = renewFormat(files, now);
        return { ...openToRead(files), ...(backup !== undefined && { backup }) };
      } finally {
        lock.release();
      }
    } catch (cause) {
      const { reason, detail } = failureOf(cause, 'It cannot be brought there', files.database);
      const why = detail === undefined ? reason : `${reason} ${detail}`;
      throw new StoreFailure({ ...error.failure, detail: why }, { cause });
    }
  }
}

function writingStore(command: Extract<OpenCommand, { mode: 'write' }>, now: Date, report: Report): Store {
  const files = databaseFiles(command.dataDirectory);
  const lock = lockDirectory(command, now);
  let database: OpenDatabase | undefined;
  try {
    database = openToWrite(files, now);
    const { connection } = database;
    const reads = prepareReads(connection);
    const held = new HeldFiles(files, connection, lock, () => report('lockedAgain'));
    const writer = new RunWriter({
      database: connection,
      reads,
      writes: prepareWrites(connection),
      checkPlace: (doing) => held.check(doing),
      report: (state) => report(state),
    });
    const reader = new RunReader(connection, reads, {
      ownerLives: () => true,
      waitingRecords: (runId, stepId) => writer.waitingRecords(runId, stepId),
      waitingSamples: (runId) => writer.waitingSamples(runId),
    });
    return {
      calls: callsOf(reader, writer),
      ...found(database, writer.interruptRunsLeftBehind()),
      close: () => {
        try {
          writer.close();
        } finally {
          connection.close();
          lock.release();
        }
      },
    };
  } catch (error) {
    database?.connection.close();
    lock.release();
    throw error;
  }
}

function lockDirectory(command: Extract<OpenCommand, { mode: 'write' }>, now: Date): DirectoryLock {
  try {
    makeDirectory(command.dataDirectory);
    return DirectoryLock.acquire(databaseFiles(command.dataDirectory), command.owner, now);
  } catch (error) {
    const failure = failureOf(error, 'The data directory cannot be opened', command.dataDirectory);
    throw new StoreFailure(failure, { cause: error });
  }
}

function found(
  database: OpenDatabase,
  interruptedRuns: string[],
): Pick<Store, 'databasePath' | 'interruptedRuns' | 'setAside' | 'backup'> {
  const { path, setAside, backup } = database;
  return {
    databasePath: path,
    interruptedRuns,
    ...(setAside !== undefined && { setAside }),
    ...(backup !== undefined && { backup }),
  };
}

type Writer = Pick<RunWriter, Exclude<keyof StoreCalls, keyof RunReader>>;

function callsOf(reader: RunReader, writer: Writer): StoreCalls {
  return {
    createRun: (run) => writer.createRun(run),
    updateFingerprint: (update) => writer.updateFingerprint(update),
    extendPlan: (extension) => writer.extendPlan(extension),
    beginStep: (step) => writer.beginStep(step),
    appendRecords: (records) => writer.appendRecords(records),
    appendTelemetry: (telemetry) => writer.appendTelemetry(telemetry),
    finishStep: (step) => writer.finishStep(step),
    finishRun: (run) => writer.finishRun(run),
    listRuns: (page) => reader.listRuns(page),
    showRun: (run) => reader.showRun(run),
    readRecords: (step) => reader.readRecords(step),
    readTelemetry: (run) => reader.readTelemetry(run),
  };
}

const refusingWriter: Writer = {
  createRun: refuse,
  updateFingerprint: refuse,
  extendPlan: refuse,
  beginStep: refuse,
  appendRecords: refuse,
  appendTelemetry: refuse,
  finishStep: refuse,
  finishRun: refuse,
};

function refuse(): never {
  throw new StoreFailure({
    reason: 'The data directory was opened to read only.',
    remedy: 'Open it to write; that is possible while no other instance does.',
  });
}
