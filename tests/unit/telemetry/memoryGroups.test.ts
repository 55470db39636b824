import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryGroup, memoryGroupDirectories } from '../../../main/telemetry/system/memoryGroups.ts';

const second = '30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate';
const first = '35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory';

describe('control groups of a process', () => {
  it('are its own and those around it, of the second form', () => {
    expect(memoryGroupDirectories('0::/user.slice/app.scope\n', second)).toEqual([
      { path: '/sys/fs/cgroup/user.slice/app.scope', version: 2 },
      { path: '/sys/fs/cgroup/user.slice', version: 2 },
      { path: '/sys/fs/cgroup', version: 2 },
    ]);
  });

  it('are those of the memory controller, of the first form', () => {
    const membership = '4:memory:/jobs/7\n2:cpuacct,cpu:/other\n';
    expect(memoryGroupDirectories(membership, [first, second.replace('cgroup2 ', 'tmpfs ')].join('\n'))).toEqual([
      { path: '/sys/fs/cgroup/memory/jobs/7', version: 1 },
      { path: '/sys/fs/cgroup/memory/jobs', version: 1 },
      { path: '/sys/fs/cgroup/memory', version: 1 },
    ]);
  });

  it('are looked for below the part that a container has mounted, and none are where another part is', () => {
    const part = second.replace(' / ', ' /docker/abc ');
    expect(memoryGroupDirectories('0::/docker/abc\n', part)).toEqual([{ path: '/sys/fs/cgroup', version: 2 }]);
    expect(memoryGroupDirectories('0::/docker/def\n', part)).toEqual([]);
    expect(memoryGroupDirectories('', second)).toEqual([]);
  });
});

describe('a control group with a limit', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'inferneo-bench-group-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it.each([
    { version: 1 as const, used: 'memory.usage_in_bytes', stat: 'inactive_file 1\ntotal_inactive_file 200\n' },
    { version: 2 as const, used: 'memory.current', stat: 'anon 5\ninactive_file 200\nactive_file 7\n' },
  ])('may take what is left of it and the files that nobody uses: form $version', ({ version, used, stat }) => {
    writeFileSync(join(directory, used), '700\n');
    writeFileSync(join(directory, 'memory.stat'), stat);
    const group = new MemoryGroup(directory, version, 1000);
    expect(group.availableBytes()).toBe(500);
    writeFileSync(join(directory, used), '900\n');
    expect(group.availableBytes()).toBe(300);
    group.close();
  });
});
