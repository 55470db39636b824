/** What every worker process understands and says beside its own protocol. */

/** The time base of a run: `process.hrtime` of its start, so that all processes' clocks agree on this machine. */
export interface ClockOrigin {
  /** Nanoseconds of the system's monotonic clock at the run's origin, as a decimal string (it exceeds a double). */
  originNanoseconds: string;
}

export type LogLevel = 'info' | 'warn' | 'error';

export interface LogLine {
  /** Milliseconds since the run's origin; absent outside a run. */
  atMs?: number;
  level: LogLevel;
  source: 'run' | 'runner' | 'engine' | 'telemetry' | 'store' | 'window';
  message: string;
}

/** A failure with what a user can do about it. */
export interface Failure {
  reason: string;
  remedy: string;
  /** The raw text behind it, untouched. */
  detail?: string;
  /** A server did not answer at all. */
  isUnreachable?: boolean;
}
