import { topics } from '../../../events/topics.ts';
import { publishInternal } from '../../../lib/iot.ts';
import { log } from '../../../lib/log.ts';
import { workOff } from '../../../lib/work-off.ts';
import { dueCalls, postponeCall } from '../calls.ts';

/** Every minute: has web addresses called that are due again. */
export const handler = async (): Promise<void> => {
  const now = Date.now();
  await workOff({
    read: (offset, count) => dueCalls(now, offset, count),
    work: async (delivery_id) => {
      await publishInternal(topics.webhook_due, { delivery_id });
      await postponeCall(delivery_id, now);
    },
    tell: (calls, failed) => log.info('web addresses called again', { calls, failed }),
  });
};
