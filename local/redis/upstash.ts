import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Loopback, onLoopback } from '../loopback.ts';
import { connectResp, RedisError, type Reply, type RespConnection, Unreachable } from './resp.ts';

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

/** What a token gives access to. */
interface Access {
  may(command: Command): boolean;
  /** Who answers a command, and who a transaction. */
  forOne(command: Command): RespConnection;
  forMany: RespConnection;
}

/**
 * Redis, by its port of the loopback or its URL, behind the REST interface of Upstash
 * (https://upstash.com/docs/redis/features/restapi), on a free port. Where there is a replica, it answers what only
 * reads: what comes by the token for that, and plain commands. What is under way when the connection to Redis breaks is
 * answered with 503, as it may have run; later requests connect anew. Rejects when Redis cannot be reached.
 */
export async function startUpstash(redis: number | URL, tokens: Tokens, replicaPort?: number): Promise<UpstashFace> {
  const first = connectResp(redis);
  const replica = replicaPort === undefined ? first : connectResp(replicaPort);
  const onlyReads = await reading(first);
  const access: Record<keyof Tokens, Access> = {
    all: { may: () => true, forOne: (command) => (onlyReads(command) ? replica : first), forMany: first },
    reads: { may: onlyReads, forOne: () => replica, forMany: replica },
  };
  const aliases = new Map<string, string>();

  const server = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const bearer = bearerOf(request, tokens);
    if (!bearer) return answer(401, { error: 'WRONGPASS invalid or missing auth token' });
    const encode: Encode =
      request.headers['upstash-encoding'] === 'base64'
        ? (bytes) => (bytes.toString() === 'OK' ? 'OK' : bytes.toString('base64'))
        : (bytes) => bytes.toString();
    const { may, forOne, forMany } = access[bearer];
    const run = async (command: Command): Promise<Reply> =>
      may(command) ? forOne(command).send(translated(command, aliases)) : refusal(command);
    const transaction = async (commands: Command[]): Promise<Reply[]> => {
      const refused = commands.find((command) => !may(command));
      if (refused) throw refusal(refused);
      const steps = commands.map((command) => translated(command, aliases));
      return results(await forMany.sendAll([['MULTI'], ...steps, ['EXEC']]));
    };
    try {
      const body = JSON.parse(await text(request));
      if (request.url === '/pipeline') return answer(200, (await Promise.all(body.map(run))).map(item(encode)));
      if (request.url === '/multi-exec') return answer(200, (await transaction(body)).map(item(encode)));
      const reply = item(encode)(await run(body));
      return answer('error' in reply ? 400 : 200, reply);
    } catch (error) {
      return answer(error instanceof Unreachable ? 503 : 400, { error: (error as Error).message });
    }
  });
  const { url, close } = await onLoopback(server);
  return {
    url,
    close: async () => {
      for (const connection of [first, replica]) connection.close();
      await close();
    },
  };
}

/**
 * Tells which commands only read. A user of Redis who may only read would not do: Redis forgets its users when it
 * ends, and in a Redis of one's own they are nobody else's to make.
 */
async function reading(redis: RespConnection): Promise<(command: Command) => boolean> {
  const reply = await redis.send(['ACL', 'CAT', 'read']);
  if (reply instanceof RedisError) throw new Error(`Redis does not say which commands read: ${reply.message}`);
  const names = new Set(['ping', ...(reply as Buffer[]).map(String)]);
  return ([name, part]) => [`${name}`, `${name}|${part}`].some((one) => names.has(one.toLowerCase()));
}

const refusal = ([name]: Command) => new RedisError(`NOPERM the token that only reads may not run '${name}'`);

/** Of the commands between MULTI and EXEC. */
function results(replies: readonly Reply[]): Reply[] {
  const result = replies.at(-1)!;
  if (Array.isArray(result)) return result;
  throw result instanceof RedisError ? result : new RedisError('EXECABORT');
}

/** Redis refuses the flags that Upstash knows, so they are cut off; the client goes on asking by its own hash. */
function translated(given: Command, aliases: Map<string, string>): string[] {
  const command = given.map(String);
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
