import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/**
 * A file of /proc, read again and again through one descriptor: opening it each time costs five times as much, which at
 * ten samples a second is a disturbance of what is measured.
 */
export class ProcFile {
  readonly #descriptor: number;
  #buffer = Buffer.allocUnsafe(4096);

  /** @throws Error when the file cannot be opened. */
  constructor(path: string) {
    this.#descriptor = openSync(path, 'r');
  }

  /** @throws Error (ESRCH) when the process behind the file has gone. */
  read(): string {
    for (;;) {
      const length = readSync(this.#descriptor, this.#buffer, 0, this.#buffer.length, 0);
      if (length < this.#buffer.length) return this.#buffer.toString('utf8', 0, length);
      this.#buffer = Buffer.allocUnsafe(this.#buffer.length * 2);
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** Busy and total time of a processor since the machine started, in the kernel's ticks. */
export interface CoreTicks {
  busy: number;
  total: number;
}

/**
 * Ticks of each core from /proc/stat, in order. Time waiting for disks counts as idle, as it does in every tool; guest
 * time is part of user time already.
 */
export function parseCoreTicks(stat: string): CoreTicks[] {
  const cores: CoreTicks[] = [];
  for (const line of stat.split('\n')) {
    if (!/^cpu\d/.test(line)) continue;
    const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, interrupt = 0, softInterrupt = 0, stolen = 0] = line
      .split(/\s+/)
      .slice(1)
      .map(Number);
    const busy = user + nice + system + interrupt + softInterrupt + stolen;
    cores.push({ busy, total: busy + idle + waiting });
  }
  return cores;
}

/** Total and available memory and unused swap from /proc/meminfo, bytes. */
export function parseMemory(meminfo: string): { totalBytes: number; availableBytes: number; swapFreeBytes: number } {
  const kibibytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(meminfo)?.[1]);
  return {
    totalBytes: kibibytes('MemTotal') * 1024,
    availableBytes: kibibytes('MemAvailable') * 1024,
    swapFreeBytes: kibibytes('SwapFree') * 1024,
  };
}

/** Bytes over all interfaces but loopback, from /proc/net/dev. */
export function parseNetwork(netDev: string): { receivedBytes: number; sentBytes: number } {
  let receivedBytes = 0;
  let sentBytes = 0;
  for (const line of netDev.split('\n')) {
    const colon = line.indexOf(':');
    if (colon < 0 || line.slice(0, colon).trim() === 'lo') continue;
    const fields = line
      .slice(colon + 1)
      .trim()
      .split(/\s+/)
      .map(Number);
    receivedBytes += fields[0] ?? 0;
    sentBytes += fields[8] ?? 0;
  }
  return { receivedBytes, sentBytes };
}

/** Processor ticks and resident pages of a process from /proc/PID/stat. Its name may hold spaces and parentheses. */
export function parseProcess(stat: string): { ticks: number; residentPages: number } {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { ticks: Number(fields[11]) + Number(fields[12]), residentPages: Number(fields[21]) };
}

/** Whether reading a file of /proc failed because the process or thread behind it has ended. */
export function isProcessGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ESRCH';
}

/** Types of the auxiliary vector's entries, from the kernel's `auxvec.h`. */
const pageSizeType = 6n;
const ticksPerSecondType = 17n;

/** Size of a memory page and ticks of process times per second on this Linux, as the kernel told this process at its start. */
export function kernelConstants(): { pageBytes: number; ticksPerSecond: number } {
  const vector = readFileSync('/proc/self/auxv');
  const values = new Map<bigint, number>();
  for (let at = 0; at + 16 <= vector.length; at += 16) {
    values.set(vector.readBigUInt64LE(at), Number(vector.readBigUInt64LE(at + 8)));
  }
  return { pageBytes: values.get(pageSizeType) ?? 4096, ticksPerSecond: values.get(ticksPerSecondType) ?? 100 };
}
