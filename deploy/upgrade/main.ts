// npm run upgrade -- [--to REST_URL]: what lies in Redis gets the form that this release reads.
import { parseArgs } from 'node:util';
import { redisAt } from '../backup/address.ts';
import { upgrade } from './upgrade.ts';

const EVERY = 1000;

try {
  const { values } = parseArgs({ options: { to: { type: 'string' } } });
  let last = Date.now();
  const done = await upgrade(redisAt(values.to), (sofar) => {
    if (Date.now() - last < EVERY) return;
    last = Date.now();
    console.error(`${sofar} keys`);
  });
  console.log(done === 0 ? 'nothing to upgrade' : `upgraded keys: ${done}`);
} catch (error) {
  console.error(`upgrade: ${(error as Error).message}`);
  process.exitCode = 1;
}
