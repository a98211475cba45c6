import { retry } from '../../lib/retry.ts';
import { MINUTE } from '../../lib/time.ts';

export type Command = readonly (string | number)[];
/** Strings stay bytes. */
export type Reply = Buffer | number | null | Reply[];

/** A Redis behind Upstash's REST protocol, for values that need not be text. */
export interface Rest {
  /** Replies come in order; other requests may come between the commands. */
  pipeline(commands: readonly Command[]): Promise<Reply[]>;
  /** MULTI and EXEC around them: all at one moment. */
  transaction(commands: readonly Command[]): Promise<Reply[]>;
}

/** How long it waits before each further try, ms. */
const PAUSES = [200, 1000, 5000];
const TIMEOUT = MINUTE;

type Item = { result?: unknown; error?: string };

/**
 * Asks Redis, and asks again while it is out of reach: all that is sent must bear being done twice. Rejects with the
 * first command that Redis has refused, named without its arguments.
 * https://upstash.com/docs/redis/features/restapi, "Base64 Encoded Responses"
 */
export function restOf(url: string, token: string, pauses: readonly number[] = PAUSES): Rest {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'upstash-encoding': 'base64',
  };

  async function ask(path: string, commands: readonly Command[]): Promise<Reply[]> {
    if (commands.length === 0) return [];
    const body = JSON.stringify(commands);
    const answer = await retry(
      pauses,
      () => attempt(`${url}/${path}`, body),
      (error) => !(error instanceof Refused),
    );
    return answer.map((item, i) => replyOf(item, commands[i]!));
  }

  async function attempt(address: string, body: string): Promise<Item[]> {
    const response = await fetch(address, { method: 'POST', headers, body, signal: AbortSignal.timeout(TIMEOUT) });
    if (response.status === 200) return (await response.json()) as Item[];
    await response.arrayBuffer();
    const isPassing = response.status >= 500 || response.status === 429;
    throw new (isPassing ? Error : Refused)(`Redis answered ${response.status}`);
  }

  return { pipeline: (commands) => ask('pipeline', commands), transaction: (commands) => ask('multi-exec', commands) };
}

class Refused extends Error {}

function replyOf({ result, error }: Item, command: Command): Reply {
  if (error !== undefined) throw new Refused(`Redis refused ${command[0]}: ${error.split(' ')[0]}`);
  return decoded(result);
}

function decoded(value: unknown): Reply {
  if (Array.isArray(value)) return value.map(decoded);
  if (typeof value !== 'string') return (value ?? null) as number | null;
  return value === 'OK' ? Buffer.from(value) : Buffer.from(value, 'base64');
}
