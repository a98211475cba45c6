import type { Static, TSchema } from 'typebox';
import { compile } from './compile.ts';
import { faultIn } from './fault.ts';
import { log, logged } from './log.ts';

/**
 * Wraps every function that a rule calls for each message. A message that breaks its schema is logged with the fault,
 * given to `refuse`, and dropped, because a retry would not help. If `take` throws, Lambda tries again.
 */
export function readMessage<Schema extends TSchema, Context>(
  schema: Schema,
  take: (message: Static<Schema> & Context, now: number) => Promise<void>,
  refuse: (message: Context, fault: string, now: number) => Promise<void> = async () => {},
) {
  const validator = compile(schema);
  async function read(event: Static<Schema> & Context): Promise<void> {
    const now = Date.now();
    if (validator.Check(event)) return take(event, now);
    const fault = faultIn(validator, event);
    log.warn('message ignored', { from: schemaless(event), fault });
    await refuse(event, fault, now);
  }
  return logged(read);
}

/** Where a message comes from, without its payload. */
const schemaless = ({ device_id, phone_id, command_id, clientId }: Record<string, unknown>) => ({
  device_id,
  phone_id,
  command_id,
  clientId,
});
