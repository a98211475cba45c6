import { keys } from './keys.ts';
import lua from './money.lua';

/** The part of Lua through which all money moves, whoever charges. */
export const money = { name: 'account.money', lua };

/** The keys that a script needs for it. */
export const moneyKeys = (accountId: string) => ({ account: keys.account(accountId), ledger: keys.ledger(accountId) });
