import { declarationOf } from '../../functions/backup/declared.ts';
import type { Rest } from '../../functions/backup/rest.ts';
import { DOMAINS } from '../../functions/keys.ts';
import { slices } from '../../lib/slices.ts';

const AT_ONCE = 500;
const { device, owners, account_devices } = DOMAINS.device;
const { rental, ended, device_rentals } = DOMAINS.rental;

/** How keys of a pattern get their present form. In one step each, and what has it already stays as it is. */
interface Step {
  pattern: string;
  /** What its keys are found by. */
  match: string;
  /** Returns 1 where it has changed KEYS[1]. */
  lua: string;
  /** What the script needs besides the key. */
  inputOf: (rest: Rest, key: string) => Promise<{ keys: string[]; args: string[] }>;
}

const STEPS: readonly Step[] = [
  {
    // a device was a hash, and is a string
    pattern: device.pattern,
    match: 'device:*',
    lua: `
      if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then return 0 end
      local flat, kept = redis.call('HGETALL', KEYS[1]), {}
      for i = 1, #flat, 2 do kept[flat[i]] = flat[i + 1] end
      redis.call('SET', KEYS[1], cjson.encode(kept))
      return 1`,
    inputOf: async () => ({ keys: [], args: [] }),
  },
  {
    // the devices of an account were a set, and are a hash with the role
    pattern: account_devices.pattern,
    match: 'account:*:devices',
    lua: `
      if redis.call('TYPE', KEYS[1]).ok ~= 'set' then return 0 end
      local roles = {}
      for i = 2, #KEYS do
        roles[#roles + 1] = ARGV[i]
        roles[#roles + 1] = redis.call('HGET', KEYS[i], ARGV[1]) or 'guest'
      end
      redis.call('DEL', KEYS[1])
      if #roles > 0 then redis.call('HSET', KEYS[1], unpack(roles)) end
      return 1`,
    inputOf: async (rest, key) => {
      const devices = await membersOf(rest, key);
      return { keys: devices.map((id) => owners(id)), args: [accountIn(key), ...devices] };
    },
  },
  {
    // rentals that had ended stayed for good, and are archived
    pattern: rental.pattern,
    match: 'rental:*',
    lua: `
      local rental = cjson.decode(redis.call('GET', KEYS[1]) or '{}')
      if not rental.ended_at then return 0 end
      return redis.call('ZADD', KEYS[2], string.format('%.0f', rental.ended_at), rental.rental_id)`,
    inputOf: async () => ({ keys: [ended()], args: [] }),
  },
  {
    // a device's rentals were not listed
    pattern: rental.pattern,
    match: 'rental:*',
    lua: `
      local rental = cjson.decode(redis.call('GET', KEYS[1]) or '{}')
      if not rental.rental_id then return 0 end
      return redis.call('ZADD', KEYS[2], string.format('%.0f', rental.requested_at), rental.rental_id)`,
    inputOf: async (rest, key) => ({ keys: [device_rentals(await deviceIn(rest, key))], args: [] }),
  },
];

/** What lies in Redis gets the form that this release reads. It may be run again; returns how many keys it has changed. */
export async function upgrade(rest: Rest, tell: (done: number) => void): Promise<number> {
  let done = 0;
  for (const step of STEPS) {
    for await (const keys of scanned(rest, step)) {
      const commands = await Promise.all(keys.map((key) => commandOf(rest, step, key)));
      const changed = (await rest.pipeline(commands)) as number[];
      done += changed.reduce((sum, one) => sum + one, 0);
      tell(done);
    }
  }
  return done;
}

async function commandOf(rest: Rest, { lua, inputOf }: Step, key: string): Promise<(string | number)[]> {
  const { keys, args } = await inputOf(rest, key);
  return ['EVAL', lua, 1 + keys.length, key, ...keys, ...args];
}

/** What is in a set; nothing where the key is something else. */
async function membersOf(rest: Rest, key: string): Promise<string[]> {
  const [type] = await rest.pipeline([['TYPE', key]]);
  if (String(type) !== 'set') return [];
  const [members] = (await rest.pipeline([['SMEMBERS', key]])) as [Buffer[]];
  return members.map(String);
}

/** The device of a rental; none where that has gone meanwhile. */
async function deviceIn(rest: Rest, key: string): Promise<string> {
  const [text] = await rest.pipeline([['GET', key]]);
  const { device_id = '' } = JSON.parse(text ? String(text) : '{}') as { device_id?: string };
  return device_id;
}

const accountIn = (key: string): string => decodeURIComponent(/^account:(.*):devices$/.exec(key)![1]!);

/** The keys of a step, in pages. */
async function* scanned(rest: Rest, { pattern, match }: Step): AsyncIterable<string[]> {
  for (let cursor = '0', first = true; first || cursor !== '0'; first = false) {
    const [reply] = await rest.pipeline([['SCAN', cursor, 'MATCH', match, 'COUNT', AT_ONCE]]);
    const [next, found] = reply as [Buffer, Buffer[]];
    cursor = String(next);
    yield* slices(
      found.map(String).filter((key) => declarationOf(key)?.pattern === pattern),
      AT_ONCE,
    );
  }
}
