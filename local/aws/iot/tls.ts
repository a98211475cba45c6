import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { LIMITS } from './limits.ts';

/** What a client says that wants MQTT with a password on AWS's port 443. */
const PROTOCOL = 'mqtt';
const FOLDER = '.skein/tls';
/** For clients to trust. */
export const CERTIFICATE = `${FOLDER}/cert.pem`;
const KEY = `${FOLDER}/key.pem`;
const SUBJECT = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];

/**
 * MQTT over TLS as AWS IoT takes it from clients with a password: they name the server (SNI) and the protocol `mqtt`
 * (ALPN), or are sent away (https://docs.aws.amazon.com/iot/latest/developerguide/protocols.html).
 */
export function tlsServer(handle: (socket: Socket) => void, say: (line: string) => void): Server {
  if (!existsSync(CERTIFICATE)) makeCertificate();
  const identity = { key: readFileSync(KEY), cert: readFileSync(CERTIFICATE) };
  const server = createServer({ ...identity, ALPNProtocols: [PROTOCOL], handshakeTimeout: LIMITS.connectWithin });
  server.on('secureConnection', (socket: TLSSocket & { servername?: string | false }) => {
    const lacks = (socket.alpnProtocol !== PROTOCOL && 'the ALPN protocol mqtt') || (!socket.servername && 'SNI');
    if (!lacks) return handle(socket);
    say(`a TLS connection without ${lacks} is ended, as AWS would`);
    socket.destroy();
  });
  return server;
}

function makeCertificate(): void {
  mkdirSync(FOLDER, { recursive: true });
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '365'];
  try {
    execFileSync('openssl', ['req', '-x509', ...curve, ...SUBJECT, '-keyout', KEY, '-out', CERTIFICATE], {
      stdio: 'pipe',
    });
  } catch (error) {
    throw new Error(`openssl could not make a certificate: ${(error as Error).message.split('\n')[0]}`);
  }
}
