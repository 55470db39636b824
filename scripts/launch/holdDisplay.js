// @ts-check
import { connect } from 'node:net';

/** The protocol that X servers speak; 11 since 1987. */
const protocolMajor = 11;
const authorization = 'MIT-MAGIC-COOKIE-1';

/**
 * Stays on a display as a client that asks for nothing, so that a server that ends with its last client lives exactly
 * as long as this process, however this process ends.
 * @param {number} display
 * @param {Buffer} cookie
 * @returns {Promise<() => void>} leaves the display
 */
export function holdDisplay(display, cookie) {
  return new Promise((resolve, reject) => {
    const socket = connect(`/tmp/.X11-unix/X${display}`, () => socket.write(greeting(cookie)));
    socket.once('error', reject);
    socket.once('data', (answer) => {
      const accepted = answer[0] === 1;
      if (!accepted) {
        socket.destroy();
        reject(
          new Error(`The X server refuses a client on display :${display}: ${answer.toString('latin1', 8).trim()}`),
        );
        return;
      }
      socket.off('error', reject);
      // The server ends first when it is told to; that is no error here.
      socket.on('error', () => socket.destroy());
      // Events for every client still arrive and are thrown away.
      socket.resume();
      resolve(() => socket.destroy());
    });
  });
}

/** @param {Buffer} cookie */
function greeting(cookie) {
  const header = Buffer.alloc(12);
  header.write('l');
  header.writeUInt16LE(protocolMajor, 2);
  header.writeUInt16LE(authorization.length, 6);
  header.writeUInt16LE(cookie.length, 8);
  return Buffer.concat([header, padded(Buffer.from(authorization)), padded(cookie)]);
}

/** @param {Buffer} value */
function padded(value) {
  return Buffer.concat([value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}
