import { accountRoutes } from '../../../events/account/routes.ts';
import { rentalRoutes } from '../../../events/rental/routes.ts';
import { CREDIT, type Story } from '../run.ts';
import { ask, askAll } from './ask.ts';

/** Each balance is what was credited and not paid, and its ledger says how it came about. */
export async function accountFlaws(story: Story): Promise<string[]> {
  const flaws: string[] = [];
  for (const { caller } of story.riders) {
    const say = (flaw: string) => flaws.push(`${caller.sub} ${flaw}`);
    const rentals = await askAll(story, 'rental/http/list', 'rentals', { route: rentalRoutes.list, caller });
    const paid = rentals.reduce((sum, { amount = 0 }) => sum + amount, 0);
    const own = { route: accountRoutes.get, caller };
    const { balance, held, outstanding } = await ask(story, 'account/http/get', own);
    if (balance - outstanding !== CREDIT - paid) say(`has ${balance}, owes ${outstanding}, and has paid ${paid}`);
    if (held !== 0) say(`has ${held} set aside`);
    const ledger = await askAll(story, 'account/http/get', 'ledger', own);
    const sum = ledger.reduce((all, { amount }) => all + amount, 0);
    if (sum !== balance) say(`has ${balance}, and its ledger sums to ${sum}`);
    if (ledger.some((line) => line.balance < 0)) say('had less than nothing');
  }
  return flaws;
}
