import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { createGzip } from 'node:zlib';
import type { Config } from '../../web/config.ts';
import { contentSecurityPolicy } from '../../web/policy.mjs';
import { type Loopback, onLoopback } from '../loopback.ts';

const FILES = 'web/dist';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Serves the console with its configuration, and with the headers that it has on AWS's edge. */
export function startConsole(port: number, config: Config): Promise<Loopback> {
  const headers = {
    'content-security-policy': contentSecurityPolicy(config),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cache-control': 'no-cache',
  };
  const server = createServer(async ({ method, url = '/', headers: asked }, response) => {
    if (method !== 'GET' && method !== 'HEAD') return void response.writeHead(405, { allow: 'GET, HEAD' }).end();
    const path = pathOf(url);
    if (path === '/config.json') {
      return void response
        .writeHead(200, { ...headers, 'content-type': TYPES['.json'] })
        .end(method === 'HEAD' ? undefined : JSON.stringify(config));
    }
    const file = join(FILES, path === '/' ? 'index.html' : path);
    const type = TYPES[extname(file)];
    if (!type || !(await exists(file))) return void response.writeHead(404, headers).end();
    // as the edge does
    const packed = /\bgzip\b/.test(asked['accept-encoding'] ?? '') && !type.startsWith('image/png');
    response.writeHead(200, { ...headers, 'content-type': type, ...(packed && { 'content-encoding': 'gzip' }) });
    if (method === 'HEAD') return void response.end();
    const content = createReadStream(file).on('error', () => response.destroy());
    (packed ? content.pipe(createGzip()) : content).pipe(response);
  });
  return onLoopback(server, port);
}

/** Without what would lead out of the folder. */
function pathOf(url: string): string {
  try {
    return normalize(decodeURIComponent(new URL(url, 'http://console').pathname)).replace(/^(\.\.[/\\])+/, '/');
  } catch {
    return '/404';
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
