import { aws } from '../aws-cli.ts';
import { type Check, require } from './check.ts';
import { parameter, secret } from './stored.ts';

export const redisCheck = (stage: string): Check => ({
  name: 'Redis',
  hint: 'redis_url is the REST URL of Upstash; the tokens are those of the same database.',
  run: async () => {
    const url = await parameter(stage, 'redis_url');
    const [all, reads] = [await secret(stage, 'redis_token'), await secret(stage, 'redis_read_token')];
    for (const token of [all, reads]) require((await ask(url, token, 'GET', PROBE)).ok, 'it does not take a token');
    require((await ask(url, all, 'DEL', PROBE)).ok, 'redis_token may not write');
    require(!(await ask(url, reads, 'DEL', PROBE)).ok, 'redis_read_token may write');
    return 'it takes both tokens, and one of them only reads';
  },
});

/** A key that is never there. */
const PROBE = 'skein:doctor';

const ask = (url: string, token: string, ...command: string[]): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(command) });

export const issuerCheck = (stage: string): Check => ({
  name: 'issuer',
  hint: 'token_jwks_url must answer with the keys that tokens are signed with (JWKS).',
  run: async () => {
    const url = await aws(
      'lambda get-function-configuration --query Environment.Variables.TOKEN_JWKS_URL --function-name',
      `skein-${stage}-authIdentify`,
    );
    const { keys } = (await (await fetch(url)).json()) as { keys?: JsonWebKey[] };
    require(Array.isArray(keys) && keys.length > 0, 'it publishes no keys');
    return `${keys!.length} keys`;
  },
});

/** A clock that is wrong by more than this signs requests that AWS refuses, and takes tokens for expired. */
const MOST_WRONG = 30_000;

export const clockCheck = (stage: string): Check => ({
  name: 'clock',
  hint: 'Set the clock of this machine; the times of the smoke test are made by it.',
  run: async () => {
    const { headers } = await fetch(await parameter(stage, 'redis_url'));
    const off = Math.abs(Date.parse(headers.get('date') ?? '') - Date.now());
    require(off < MOST_WRONG, `it differs by ${Math.round(off / 1000)} s from that of Redis`);
    return 'right';
  },
});
