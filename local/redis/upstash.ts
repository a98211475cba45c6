import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Loopback, onLoopback } from '../loopback.ts';
import { connectResp, RedisError, type Reply } from './resp.ts';

export type UpstashFace = Loopback;

type Command = readonly (string | number | boolean)[];
type Encode = (bytes: Buffer) => string;

/** Scripts that Upstash runs with its own flags, by the name that the client knows them by. */
const SHEBANG = /^#!lua[^\n]*/;

/** Redis behind the REST interface of Upstash (https://upstash.com/docs/redis/features/restapi), on a free port. */
export async function startUpstash(redisPort: number, token: string): Promise<UpstashFace> {
  const redis = connectResp(redisPort);
  const aliases = new Map<string, string>();

  const run = (command: Command): Promise<Reply> => redis.send(translated(command.map(String), aliases));

  /** MULTI and EXEC around it all, written at once so that no other request comes between. */
  async function transaction(commands: Command[]): Promise<Reply[]> {
    const replies = await Promise.all([['MULTI'], ...commands, ['EXEC']].map(run));
    const result = replies.at(-1)!;
    if (Array.isArray(result)) return result;
    throw result instanceof RedisError ? result : new RedisError('EXECABORT');
  }

  const server = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (!isAuthorized(request, token)) return answer(401, { error: 'WRONGPASS invalid or missing auth token' });
    const encode: Encode =
      request.headers['upstash-encoding'] === 'base64'
        ? (bytes) => (bytes.toString() === 'OK' ? 'OK' : bytes.toString('base64'))
        : (bytes) => bytes.toString();
    try {
      const body = JSON.parse(await text(request));
      if (request.url === '/pipeline') return answer(200, (await Promise.all(body.map(run))).map(item(encode)));
      if (request.url === '/multi-exec') return answer(200, (await transaction(body)).map(item(encode)));
      const reply = item(encode)(await run(body));
      return answer('error' in reply ? 400 : 200, reply);
    } catch (error) {
      return answer(400, { error: (error as Error).message });
    }
  });
  const { url, close } = await onLoopback(server);
  return {
    url,
    close: async () => {
      redis.close();
      await close();
    },
  };
}

/** Redis refuses the flags that Upstash knows, so they are cut off; the client goes on asking by its own hash. */
function translated(command: string[], aliases: Map<string, string>): string[] {
  const [name = '', script = '', ...rest] = command;
  switch (name.toUpperCase()) {
    case 'EVALSHA':
      return [name, aliases.get(script) ?? script, ...rest];
    case 'EVAL': {
      const plain = script.replace(SHEBANG, '');
      aliases.set(sha1(script), sha1(plain));
      return [name, plain, ...rest];
    }
    default:
      return command;
  }
}

const sha1 = (script: string) => createHash('sha1').update(script).digest('hex');

const item = (encode: Encode) => (reply: Reply) =>
  reply instanceof RedisError ? { error: reply.message } : { result: json(reply, encode) };

function json(reply: Reply, encode: Encode): unknown {
  if (Array.isArray(reply)) return reply.map((one) => json(one, encode));
  if (reply instanceof RedisError) return reply.message;
  return Buffer.isBuffer(reply) ? encode(reply) : reply;
}

function isAuthorized({ headers }: IncomingMessage, token: string): boolean {
  const given = Buffer.from(headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
