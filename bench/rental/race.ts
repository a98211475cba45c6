import type { Addresses } from '../../local/addresses.ts';
import { type Ask, bodyOf, newKey, Refused, type Schema } from '../../local/fleet/client.ts';
import { rounded, say } from '../measure.ts';
import { bike, rider } from './cast.ts';

const PHONES = 200;
const AT_ONCE = 20;

/** Rounds of two hundred phones that scan one device at the same moment: one wins, always, and no money is lost. */
export async function races(addresses: Addresses, rounds: number) {
  const device = await bike(addresses, 'bench-race-bike');
  const riders: Ask[] = [];
  while (riders.length < PHONES) {
    const some = Array.from({ length: AT_ONCE }, (_, i) => rider(addresses, `bench-race-${riders.length + i}`));
    riders.push(...(await Promise.all(some)).map(({ ask }) => ask));
  }

  const start = performance.now();
  let [winners, refusals] = [0, 0];
  for (let round = 1; round <= rounds; round++) {
    const outcomes = await Promise.all(riders.map((ask) => scan(ask, device.code)));
    const won = outcomes.flatMap((outcome, i) => (typeof outcome === 'string' ? [] : [{ outcome, ask: riders[i]! }]));
    const refused = outcomes.filter((outcome) => outcome === 'device_in_use').length;
    if (won.length !== 1 || refused !== PHONES - 1) throw new Error(`round ${round}: ${counted(outcomes)}`);
    winners += won.length;
    refusals += refused;
    for (const { ask, outcome } of won) {
      const params = { path: { rental_id: outcome.rental_id } };
      await ask.POST('/v1/rentals/{rental_id}/release', { params });
    }
    await device.free();
    if (round % 10 === 0) say(`race: ${round} of ${rounds} rounds, one winner each`);
  }
  const seconds = rounded((performance.now() - start) / 1000, 1);
  for (const ask of riders) await audit(ask);
  await device.close();
  return { rounds, phones: PHONES, winners, refusals, ledgers_checked: riders.length, seconds };
}

type Rental = Schema<'RentalView'>;

const scan = (ask: Ask, code: string): Promise<Rental | string> =>
  bodyOf(ask.POST('/v1/rentals', { params: { header: newKey() }, body: { code } })).catch((error: Error) =>
    error instanceof Refused ? error.reason : error.message,
  );

/** `1 won, 198 device_in_use, 1 internal` */
function counted(outcomes: (Rental | string)[]): string {
  const counts = new Map<string, number>();
  for (const outcome of outcomes.map((one) => (typeof one === 'string' ? one : 'won'))) {
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
}

/** The account's ledger sums to its balance, and nothing is set aside any more. */
async function audit(ask: Ask): Promise<void> {
  let page = await bodyOf(ask.GET('/v1/account', { params: { query: { limit: 100 } } }));
  let sum = summed(page);
  while (page.next !== undefined) {
    page = await bodyOf(ask.GET('/v1/account', { params: { query: { limit: 100, before: page.next } } }));
    sum += summed(page);
  }
  if (sum === page.balance && page.held === 0) return;
  throw new Error(`${page.account_id}: a ledger of ${sum}, a balance of ${page.balance}, ${page.held} set aside`);
}

const summed = ({ ledger }: Schema<'Statement'>): number => ledger.reduce((sum, { amount }) => sum + amount, 0);
