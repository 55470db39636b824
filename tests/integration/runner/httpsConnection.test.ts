import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Redactor } from '../../../core/secrets/Redactor.ts';
import { HttpConnection } from '../../../main/runner/transport/http/HttpConnection.ts';
import { httpFailure } from '../../../main/runner/transport/http/httpFailure.ts';

const hasOpenSsl = spawnSync('openssl', ['version']).status === 0;

/** What was told of one request: its bytes, or the kind of its failure. */
type Told = { sentBytes: number; receivedBytes: number } | string;

function ask(connection: HttpConnection): Promise<Told> {
  let bytes = { sentBytes: 0, receivedBytes: 0 };
  const ignore = (): void => undefined;
  return new Promise((resolve) => {
    connection.send(
      { method: 'POST', path: '/', headers: {}, body: Buffer.from('{}') },
      {
        onStatus: ignore,
        onBody: ignore,
        onReconnect: ignore,
        onBytes: (sentBytes, receivedBytes) => {
          bytes = { sentBytes, receivedBytes };
        },
        onEnd: () => resolve(bytes),
        onFailure: (error) => resolve(httpFailure(error, new Redactor([])).kind),
      },
    );
  });
}

describe.skipIf(!hasOpenSsl)('HttpConnection over TLS (skipped where openssl is absent)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-tls-'));
  const trusted = getCACertificates();
  let server: Server;
  let connections = 0;
  let certificate = '';
  const connect = (host: string): HttpConnection =>
    new HttpConnection({
      origin: `https://${host}:${(server.address() as AddressInfo).port}`,
      habits: { closesAfterReply: false },
      onUnasked: () => expect.unreachable('nothing was sent unasked'),
    });

  beforeAll(async () => {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=server', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const files = ['-keyout', key, '-out', cert];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files], {
      stdio: 'ignore',
    });
    certificate = readFileSync(cert, 'utf8');
    server = createServer({ key: readFileSync(key), cert: certificate }, (request, response) => {
      request.resume().on('end', () => response.end('x'.repeat(1000)));
    });
    server.on('secureConnection', () => {
      connections += 1;
    });
    server.listen(0);
    await once(server, 'listening');
  });
  afterAll(() => {
    setDefaultCACertificates(trusted);
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  it('fails with what is wrong with a certificate, again and again', async () => {
    const connection = connect('127.0.0.1');
    expect(await ask(connection)).toBe('tls');
    expect(await ask(connection)).toBe('tls');
    setDefaultCACertificates([...trusted, certificate]);
    // Another address of this machine, which the certificate does not name. By address, since a bare system knows no names.
    const misnamed = connect('127.0.0.2');
    expect(await ask(misnamed)).toBe('tls');
    expect(await ask(misnamed)).toBe('tls');
  });

  it('keeps a connection that was made ahead, and counts the bytes inside it', async () => {
    setDefaultCACertificates([...trusted, certificate]);
    connections = 0;
    const connection = connect('127.0.0.1');
    await connection.warm();
    const first = await ask(connection);
    expect(first).toEqual(await ask(connection));
    expect(first).toMatchObject({ sentBytes: expect.any(Number), receivedBytes: expect.any(Number) });
    if (typeof first === 'string') return;
    expect(first.receivedBytes).toBeGreaterThan(1000);
    expect(first.receivedBytes).toBeLessThan(1300);
    expect(connections).toBe(1);
    connection.close();
  });
});
