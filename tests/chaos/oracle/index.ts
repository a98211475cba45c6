import { connectResp } from '../../../local/redis/resp.ts';
import type { Story } from '../run.ts';
import { accountFlaws } from './account.ts';
import { commandFlaws, deviceFlaws } from './device.ts';
import { heatFlaws } from './heat.ts';
import { rentalFlaws } from './rental.ts';

/** What is wrong when all is over: what was said, kept and charged, held against what really happened. */
export async function findFlaws(story: Story): Promise<string[]> {
  const flaws: string[] = [];
  for (const find of [heatFlaws, rentalFlaws, accountFlaws, deviceFlaws, commandFlaws, leftovers])
    flaws.push(...(await find(story)));
  return flaws;
}

const WAITING = ['rentals:outbox', 'devices:outbox', 'devices:changes', 'commands:outbox', 'rentals:deadlines'];

/** Nothing waits any more: no event, no deadline, no letter. */
async function leftovers({ store, letters }: Story): Promise<string[]> {
  const redis = connectResp(store.port);
  const counts = await Promise.all(WAITING.map((key) => redis.send(['ZCARD', key])));
  redis.close();
  const waiting = WAITING.flatMap((key, i) => (Number(counts[i]) > 0 ? [`${counts[i]} are left in ${key}`] : []));
  return letters > 0 ? [...waiting, `${letters} dead letters are left`] : waiting;
}
