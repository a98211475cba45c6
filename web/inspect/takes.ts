import { ID } from '../../events/id.ts';
import { ask } from '../talk/api.ts';
import type { HouseRule } from './rules.ts';
import type { Heard } from './stream.ts';

/** Whether the condition of a rule that reads the topic of a message holds for it: the API tries its SQL. */
export async function takes({ filter, where }: HouseRule, { topic, payload }: Pick<Heard, 'topic' | 'payload'>) {
  if (where === undefined) return true;
  const [, device_id = ''] = topic.split('/');
  const body = {
    sql: `SELECT * FROM '${filter}' WHERE ${where}`,
    topic,
    payload,
    ...(ID.test(device_id) && { device_id }),
  };
  return (await ask('console', (client) => client.POST('/v1/rules/try', { body }))).matched;
}
