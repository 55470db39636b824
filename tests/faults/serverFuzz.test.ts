import { describe, expect, it } from 'vitest';
import { attack, impatience } from '../fixtures/servers/attack.ts';
import { startNull, startPlanted } from '../fixtures/servers/startServers.ts';

describe.each([
  ['serve-null', startNull],
  ['serve', startPlanted],
])('%s under damaged requests', (_, start) => {
  it('gives each request one answer or ends the connection, the same however the bytes are split', async () => {
    const server = await start(impatience);
    try {
      await expect(attack(server.port, 26, 200)).resolves.toBeUndefined();
    } finally {
      await server.close();
    }
  });
});
