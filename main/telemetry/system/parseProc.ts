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
