import { declarationOf } from '../../functions/backup/declared.ts';
import type { Rest } from '../../functions/backup/rest.ts';
import { DOMAINS } from '../../functions/keys.ts';
import { slices } from '../../lib/slices.ts';

const AT_ONCE = 500;

/** Of one device: its hash becomes a string, in one step. What is a string stays as it is. */
const CONVERT = `
if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then
  return 0
end
local flat, kept = redis.call('HGETALL', KEYS[1]), {}
for i = 1, #flat, 2 do
  kept[flat[i]] = flat[i + 1]
end
redis.call('SET', KEYS[1], cjson.encode(kept))
return 1`;

/** Until 0.1.0 a device was a hash. Makes all of them strings, and may be run again; returns how many it has made. */
export async function convertDevices(rest: Rest, tell: (done: number) => void): Promise<number> {
  let done = 0;
  for (let cursor = '0', first = true; first || cursor !== '0'; first = false) {
    const [reply] = (await rest.pipeline([['SCAN', cursor, 'MATCH', 'device:*', 'COUNT', AT_ONCE]])) as [
      [Buffer, Buffer[]],
    ];
    cursor = String(reply[0]);
    const devices = reply[1].map(String).filter((key) => declarationOf(key)?.pattern === DOMAINS.device.device.pattern);
    for (const some of slices(devices, AT_ONCE)) {
      const converted = (await rest.pipeline(some.map((key) => ['EVAL', CONVERT, 1, key]))) as number[];
      done += converted.reduce((sum, one) => sum + one, 0);
    }
    tell(done);
  }
  return done;
}
