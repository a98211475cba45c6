/** What other domains may use of this one. */

export { money, moneyKeys } from './money.ts';
export { accountOfPhone, notePhone } from './phone.ts';
