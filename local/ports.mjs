import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

export const HOST = '127.0.0.1';

/** What listens where; every port can be moved by its variable, and 0 takes a free one. */
const PORTS = {
  SKEIN_HTTP_PORT: { default: 3000, use: 'HTTP API' },
  SKEIN_MQTT_PORT: { default: 1883, use: 'MQTT' },
  SKEIN_WS_PORT: { default: 9001, use: 'MQTT over WebSocket' },
  SKEIN_CONSOLE_PORT: { default: 8080, use: 'console' },
};

/**
 * Free ports are taken from below the range that Linux and macOS hand out by themselves, or somebody's connection
 * could have it by the time that we listen.
 */
const [LEAST, MOST] = [11_000, 32_000];
const TRIES = 20;

/** A port that nothing listens on. */
export async function freePort() {
  for (let tries = 1; ; tries++) {
    try {
      return await probed(randomInt(LEAST, MOST));
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || tries === TRIES) throw error;
    }
  }
}

/** The port, if nothing listens on it; an error with code EADDRINUSE otherwise. */
function probed(port) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(port, HOST, () => probe.close(() => resolve(port)));
  });
}

/** The environment's ports, each checked to be free; throws one clear line otherwise. */
export async function choosePorts(environment) {
  const chosen = {};
  for (const [name, { default: standard, use }] of Object.entries(PORTS)) {
    const wanted = environment[name] ?? standard;
    const port = Number(wanted);
    if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`${name} must be a port, not "${wanted}"`);
    try {
      chosen[name] = String(await (port === 0 ? freePort() : probed(port)));
    } catch (error) {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
      throw new Error(
        `port ${port} (${use}) is ${error.code === 'EACCES' ? 'not allowed' : 'in use'}: set ${name} to another`,
      );
    }
  }
  return chosen;
}
