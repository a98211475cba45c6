import type { Quote } from '../../events/rental/rental.ts';
import { refuse } from '../../lib/errors.ts';
import { script } from '../../lib/script.ts';
import { money, moneyKeys } from '../account/index.ts';
import { leaseKeys, leaseParts, seeDevice } from '../device/index.ts';
import { price, priceKeys } from '../product/index.ts';
import quoteLua from './quote.lua';
import type { Rental } from './rental.ts';

type Reply = Pick<Quote, 'tariff' | 'hold' | 'available'> & Partial<Pick<Quote, 'lacks'>>;

const quoteScript = /* @__PURE__ */ script<
  'device' | 'prices' | 'account',
  { asked: Rental['asked']; now: number },
  Reply | { refused: 'device_unknown' | 'code_expired' }
>(quoteLua, [...leaseParts, money, price]);

/** What renting a device would cost an account now, and what is missing. Throws where the code is none of its own. */
export async function quote(device_id: string, account: string, asked: Rental['asked'], now: number): Promise<Quote> {
  const keys = { ...leaseKeys(device_id), ...moneyKeys(account), ...priceKeys() };
  const [reply, seen] = await Promise.all([quoteScript(keys, { asked, now }), seeDevice(device_id, now)]);
  if ('refused' in reply) throw refuse(reply.refused);
  return { ...seen, lacks: [], ...reply };
}
