import { WebhookDue } from '../../../events/rule/rule.ts';
import { readMessage } from '../../../lib/message.ts';
import { dropCall, readCall, tryAgain } from '../calls.ts';
import { Tally } from '../count.ts';
import { post } from '../post.ts';

/** Rule `webhook_due`: calls a web address; a failure is visible at its rule, and tried again for most of a day. */
export const handler = readMessage(WebhookDue, async ({ delivery_id }: WebhookDue, now) => {
  const call = await readCall(delivery_id);
  if (!call) return dropCall(delivery_id); // its time is over
  const { failure, gone } = await post(call, now);
  const goesOn = failure !== undefined && !gone && (await tryAgain(call, now));
  if (failure !== undefined) {
    const tally = new Tally();
    const fate = goesOn ? 'it is tried again' : 'it is given up';
    tally.add(goesOn ? 'failed' : 'given_up', call.rule_id);
    tally.blame(call.rule_id, { at: now, detail: `${failure}; ${fate}` });
    await tally.write();
  }
  if (!goesOn) await dropCall(delivery_id);
});
