import { PEOPLE } from '../../aws/sign-in.ts';
import { bodyOf } from '../client.ts';
import { credit, operator, registerDevice } from '../operator.ts';
import { SQUARE } from './town/map.ts';

/** Minor units. */
const ENOUGH = 5000;
const TOP_UP = 20_000;

/** The bike of a town that is left to whoever opens the console's phone. */
export const visitorBike = (town: string): string => `${town}-visitor-bike`;

/** Gives the laptop's rider an account with money, and a bike; gives the code on it. */
export async function welcomeVisitor(api: string, town: string): Promise<string> {
  const ask = operator(api);
  const account_id = PEOPLE.rider.sub;
  const params = { path: { account_id } };
  // several rentals at once are worth a look, too
  const body = { currency: 'CNY', max_rentals: 3 };
  const { balance } = await bodyOf(ask.PUT('/v1/accounts/{account_id}', { params, body }));
  if (balance < ENOUGH) await credit(ask, account_id, TOP_UP);
  return registerDevice(ask, visitorBike(town), 'bike', SQUARE);
}
