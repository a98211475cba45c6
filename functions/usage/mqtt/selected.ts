import { SelectedReports } from '../../../events/rule/rule.ts';
import { deliveriesOf } from '../../../lib/batch.ts';
import { readMessage } from '../../../lib/message.ts';
import { takeReports } from '../take.ts';

/** Rule `selected_usage`: usage reports that rules have made of raw messages. */
export const handler = readMessage(SelectedReports, async ({ reports }, now) => {
  const { failed = [] } = await takeReports(deliveriesOf(reports), now);
  if (failed.length > 0) throw new Error('some usage could not be settled; all of it is delivered again');
});
