import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { attack, impatience } from '../fixtures/servers/attack.ts';
import { startNull, startPlanted } from '../fixtures/servers/startServers.ts';

const rounds = 20;
const casesOfARound = 1000;

/** What this process holds after a collection, bytes. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}

describe.each([
  ['serve-null', startNull],
  ['serve', startPlanted],
])('%s under many damaged requests', (_, start) => {
  it('gives each request one answer or ends the connection, and its memory does not grow', async () => {
    const server = await start(impatience);
    const held: number[] = [];
    try {
      for (let seed = 1; seed <= rounds; seed += 1) {
        await attack(server.port, seed, casesOfARound);
        held.push(heldBytes());
      }
    } finally {
      await server.close();
    }
    const [, second = 0] = held;
    console.log(`held after each round, MB: ${held.map((bytes) => (bytes / 1e6).toFixed(1)).join(' ')}`);
    expect(held.at(-1)).toBeLessThan(second + 20e6);
  });
});
