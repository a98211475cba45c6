import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { log } from './log.ts';

/**
 * The front of every function that a rule calls for each message. A message that is not of its schema is logged with
 * what is wrong, and left: a retry would not mend it. What `take` throws is tried again by Lambda.
 */
export function readMessage<Schema extends TSchema, Context>(
  schema: Schema,
  take: (message: Static<Schema> & Context, now: number) => Promise<void>,
) {
  const validator = Compile(schema);
  return async (event: Static<Schema> & Context): Promise<void> => {
    if (validator.Check(event)) return take(event, Date.now());
    const [error] = validator.Errors(event);
    log.warn('message ignored', { message: schemaless(event), fault: `${error?.instancePath} ${error?.message}` });
  };
}

/** What a rule says of where a message comes from, without the payload. */
const schemaless = ({ device_id, phone_id, command_id, clientId }: Record<string, unknown>) => ({
  device_id,
  phone_id,
  command_id,
  clientId,
});
