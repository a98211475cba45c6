import { SelectedReports } from '../../../events/rule/rule.ts';
import { deliveriesOf } from '../../../lib/batch.ts';
import { readMessage } from '../../../lib/message.ts';
import { takeReports } from '../take.ts';

/** Rule `selected_state`: state reports that rules have made of raw messages. */
export const handler = readMessage(SelectedReports, async ({ reports }, now) => {
  await takeReports(deliveriesOf(reports), now);
});
