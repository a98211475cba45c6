import { readQueue } from '../../../lib/batch.ts';
import { Tally } from '../count.ts';
import { Handover } from '../handover.ts';
import { rulesNow } from '../remembered.ts';
import { messageOf, select } from '../select.ts';

/** Raw messages from the queue: runs every rule on each, and hands on what they select. */
export const handler = readQueue('raw', async (deliveries, now) => {
  const rules = await rulesNow(now);
  const tally = new Tally();
  const handover = new Handover();
  let accepted = 0;
  for (const { device_id, received_at, data } of deliveries) {
    const message = messageOf({ device_id, data });
    let isTaken = false;
    for (const rule of rules) {
      const selected = select(rule, message, received_at);
      if (selected.kind === 'unmatched') continue;
      isTaken = true;
      if (selected.kind !== 'failed') tally.add('matched', rule.rule_id);
      tally.add(selected.kind, rule.rule_id);
      if (selected.kind === 'passed') handover.add(rule, { device_id, received_at, ...selected });
      else tally.blame(rule.rule_id, { at: now, device_id, detail: selected.detail });
    }
    if (isTaken) accepted += 1;
    else tally.add('unmatched');
  }
  await handover.send(now);
  await tally.write();
  return { accepted };
});
