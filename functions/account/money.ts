import { keys } from './keys.ts';
import lua from './money.lua';

/** The Lua part through which all money moves. */
export const money = { name: 'account.money', lua };

/** The keys that a script needs to use it. */
export const moneyKeys = (accountId: string) => ({ account: keys.account(accountId), ledger: keys.ledger(accountId) });
