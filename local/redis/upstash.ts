import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Loopback, onLoopback } from '../loopback.ts';
import { connectResp, RedisError, type Reply, type RespConnection } from './resp.ts';

export type UpstashFace = Loopback;

type Command = readonly (string | number | boolean)[];
type Encode = (bytes: Buffer) => string;

/** Scripts that Upstash runs with its own flags, by the name that the client knows them by. */
const SHEBANG = /^#!lua[^\n]*/;

/** Upstash gives a database two tokens. */
export interface Tokens {
  all: string;
  /** For commands that only read. */
  reads: string;
}

type Run = (command: Command) => Promise<Reply>;

/**
 * Redis behind the REST interface of Upstash (https://upstash.com/docs/redis/features/restapi), on a free port. Where
 * there is a replica, it answers what only reads: what comes by the token for that, and plain commands.
 */
export async function startUpstash(redisPort: number, tokens: Tokens, replicaPort?: number): Promise<UpstashFace> {
  const redis = connectResp(redisPort);
  const replica = replicaPort === undefined ? redis : connectResp(replicaPort);
  const reader = await connectReader(replica, replicaPort ?? redisPort, tokens.reads);
  const reads = new Set(replica === redis ? [] : await readingCommands(redis));
  const aliases = new Map<string, string>();
  const runOn =
    (connection: RespConnection): Run =>
    (command) =>
      connection.send(translated(command.map(String), aliases));
  const [onRedis, onReplica, asReader] = [redis, replica, reader].map(runOn) as [Run, Run, Run];
  const all: Run = (command) => (reads.has(String(command[0]).toLowerCase()) ? onReplica : onRedis)(command);
  const runs = { all: { each: all, together: onRedis }, reads: { each: asReader, together: asReader } };

  const server = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const run = runs[bearerOf(request, tokens)!];
    if (!run) return answer(401, { error: 'WRONGPASS invalid or missing auth token' });
    const encode: Encode =
      request.headers['upstash-encoding'] === 'base64'
        ? (bytes) => (bytes.toString() === 'OK' ? 'OK' : bytes.toString('base64'))
        : (bytes) => bytes.toString();
    try {
      const body = JSON.parse(await text(request));
      if (request.url === '/pipeline') return answer(200, (await Promise.all(body.map(run.each))).map(item(encode)));
      if (request.url === '/multi-exec') return answer(200, (await transaction(body, run.together)).map(item(encode)));
      const reply = item(encode)(await run.each(body));
      return answer('error' in reply ? 400 : 200, reply);
    } catch (error) {
      return answer(400, { error: (error as Error).message });
    }
  });
  const { url, close } = await onLoopback(server);
  return {
    url,
    close: async () => {
      for (const connection of new Set([redis, replica, reader])) connection.close();
      await close();
    },
  };
}

/** The names of commands that only read. */
const readingCommands = async (redis: RespConnection): Promise<string[]> =>
  ((await redis.send(['COMMAND', 'LIST', 'FILTERBY', 'ACLCAT', 'read'])) as Buffer[]).map(String);

/** A connection as a user who may only read. */
async function connectReader(redis: RespConnection, port: number, password: string): Promise<RespConnection> {
  await redis.send(['ACL', 'SETUSER', 'reader', 'on', `>${password}`, '~*', '+@read', '+multi', '+exec', '+ping']);
  const reader = connectResp(port);
  await reader.send(['AUTH', 'reader', password]);
  return reader;
}

/** MULTI and EXEC around it all, written at once so that no other request comes between. */
async function transaction(commands: Command[], run: Run): Promise<Reply[]> {
  const replies = await Promise.all([['MULTI'], ...commands, ['EXEC']].map(run));
  const result = replies.at(-1)!;
  if (Array.isArray(result)) return result;
  throw result instanceof RedisError ? result : new RedisError('EXECABORT');
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

function bearerOf({ headers }: IncomingMessage, tokens: Tokens): keyof Tokens | undefined {
  const given = Buffer.from(headers.authorization ?? '');
  return (['all', 'reads'] as const).find((name) => {
    const expected = Buffer.from(`Bearer ${tokens[name]}`);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
