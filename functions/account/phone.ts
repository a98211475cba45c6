import { refuse } from '../../lib/errors.ts';
import { script } from '../../lib/script.ts';
import { keys } from './keys.ts';
import phoneLua from './phone.lua';

interface Input {
  connects?: { account: string; at: number; lives: number };
}
interface Known {
  account?: string;
  since?: number;
}

const phoneScript = /* @__PURE__ */ script<'phone', Input, Known>(phoneLua);

/** Notes that a phone connects for an account, because what it publishes then tells no more than its own id. */
export async function notePhone(phone_id: string, account: string, at: number): Promise<void> {
  const lives = keys.phone.spec.lives;
  await phoneScript({ phone: keys.phone(phone_id) }, { connects: { account, at, lives } });
}

/**
 * The account for which a phone had connected when it said something, at `at` (ms). Throws a Problem where it has
 * connected for another one since then.
 */
export async function accountOfPhone(phone_id: string, at: number): Promise<string> {
  const { account, since = 0 } = await phoneScript({ phone: keys.phone(phone_id) }, {});
  if (account === undefined) throw new Error('nobody knows for which account this phone has connected');
  if (at < since) throw refuse('request_too_old');
  return account;
}
