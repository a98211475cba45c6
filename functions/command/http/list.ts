import { commandRoutes } from '../../../events/command/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { mayKnowAll, readKnown } from '../../device/index.ts';
import { readCommands } from '../store.ts';
import { view } from '../view.ts';

export const handler = serve(commandRoutes.list, async ({ params, caller, query, now }) => {
  const { id, owners } = await readKnown(params.device_id!);
  if (!mayKnowAll(caller, id, owners)) throw refuse('device_private');
  const { commands, ...rest } = await readCommands(id, query);
  return uncached({ commands: commands.map((command) => view(command, now)), ...rest });
});
