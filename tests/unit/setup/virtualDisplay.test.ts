import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { holdDisplay } from '../../../scripts/launch/holdDisplay.js';
import { startVirtualDisplay } from '../../../scripts/launch/startVirtualDisplay.js';
import { onPath } from '../../../scripts/setup/systemLibraries.js';

const cookieBytes = 16;

describe.skipIf(!onPath('Xvfb'))('startVirtualDisplay', () => {
  it('lets in who has the cookie and nobody else, outlasts its clients, and ends when it is stopped', async () => {
    const display = await startVirtualDisplay();
    const number = Number(display.env.DISPLAY.slice(1));
    const socket = `/tmp/.X11-unix/X${number}`;
    const cookie = readFileSync(display.env.XAUTHORITY).subarray(-cookieBytes);
    await expect(holdDisplay(number, randomBytes(cookieBytes))).rejects.toThrow(/refuses a client/);
    const leave = await holdDisplay(number, cookie);
    leave();
    const leaveAgain = await holdDisplay(number, cookie);
    leaveAgain();
    expect(existsSync(socket)).toBe(true);
    display.stop();
    await vi.waitFor(() => expect(existsSync(socket)).toBe(false), { timeout: 10_000 });
    expect(existsSync(display.env.XAUTHORITY)).toBe(false);
  });
});
