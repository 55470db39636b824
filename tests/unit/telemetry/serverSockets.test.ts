import { describe, expect, it } from 'vitest';
import { canonicalAddress, listenersOf, parseListening } from '../../../main/telemetry/server/listeningSockets.ts';

const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const row = (local: string, state: string, inode: number, userId = 1000): string =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  ${userId}        0 ${inode} 1 0000000000000000 100 0 0 10 0`;
const loopback6 = '00000000000000000000000001000000:1F40';

describe('listening sockets', () => {
  it('are read from the kernel’s table in either order of bytes, and connections are none of them', () => {
    const text = [head, row('0100007F:1F40', '0A', 11), row('0100007F:1F41', '01', 12), row(loopback6, '0A', 13)].join(
      '\n',
    );
    expect(parseListening(text, true)).toEqual([
      { address: '127.0.0.1', port: 8000, inode: '11', userId: 1000 },
      { address: '[::1]', port: 8000, inode: '13', userId: 1000 },
    ]);
    expect(parseListening(row('7F000001:1F40', '0A', 11), false)[0]?.address).toBe('127.0.0.1');
  });

  it('are none where the text has another form', () => {
    for (const text of ['', head, 'x', row('zz:1F40', '0A', 1), row('0100007F:1F40', '0A', Number.NaN)])
      expect(parseListening(text)).toEqual([]);
  });

  it('are those that the kernel would choose: the very address first, then all of IPv4, then all', () => {
    const socket = (address: string, inode: string, port = 8000) => ({ address, port, inode, userId: 0 });
    const inodes = (sockets: ReturnType<typeof socket>[], address: string): string[] =>
      listenersOf(sockets, address, 8000).map(({ inode }) => inode);
    const all = [socket('[::]', 'a'), socket('0.0.0.0', 'b'), socket('127.0.0.1', 'c'), socket('127.0.0.1', 'd', 8001)];
    expect(inodes(all, '127.0.0.1')).toEqual(['c']);
    expect(inodes(all, '10.0.0.1')).toEqual(['b']);
    expect(inodes(all.slice(0, 1), '127.0.0.1')).toEqual(['a']);
    expect(inodes([socket(canonicalAddress('::ffff:127.0.0.1'), 'm'), ...all.slice(0, 2)], '127.0.0.1')).toEqual(['m']);
    expect(inodes([socket('0.0.0.0', 'b')], '::1')).toEqual([]);
    // Two processes that share a port.
    expect(inodes([socket('0.0.0.0', 'x'), socket('0.0.0.0', 'y')], '127.0.0.1')).toEqual(['x', 'y']);
  });
});
