import { commandRoutes } from '../../../events/command/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { readCommand } from '../store.ts';
import { view } from '../view.ts';

/** Riders see the commands that they have sent. */
export const handler = serve(commandRoutes.get, async ({ params, caller, now }) => {
  const command = await readCommand(params.command_id!, params.device_id!);
  if (caller.role === 'rider' && command.account_id !== caller.sub) throw refuse('command_unknown');
  return uncached(view(command, now));
});
