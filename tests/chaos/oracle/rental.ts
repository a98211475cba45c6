import { isDeepStrictEqual } from 'node:util';
import { rentalRoutes } from '../../../events/rental/routes.ts';
import type { Device } from '../actors/device.ts';
import type { Rider } from '../actors/rider.ts';
import type { Story } from '../run.ts';
import { askAll, type Json } from './ask.ts';
import { priceOf } from './price.ts';

const DAY = 86_400_000;

/** Every rental came to an end that its device knows of, was paid by its tariff, and was told to its phone. */
export async function rentalFlaws(story: Story): Promise<string[]> {
  const devices = new Map(story.devices.map((device) => [device.id, device]));
  const flaws: string[] = [];
  const [all, rides]: [Json[], Json[]] = [[], []];
  for (const rider of story.riders) {
    const rentals = await askAll(story, 'rental/http/list', 'rentals', {
      route: rentalRoutes.list,
      caller: rider.caller,
    });
    const capped = cappedOf(rentals);
    for (const rental of rentals) {
      const found = [...endFlaws(rental, devices.get(rental.device_id)!, capped), ...toldFlaws(rental, rider)];
      flaws.push(...found.map((flaw) => `${rental.rental_id} (${rental.device_id}) ${flaw}`));
    }
    all.push(...rentals);
    rides.push(...rentals.filter(({ state }) => state === 'settled'));
  }
  return [...flaws, ...overlaps(rides), ...(await listFlaws(story, all))];
}

/** The rentals of all devices are those of all accounts. */
async function listFlaws(story: Story, rentals: readonly Json[]): Promise<string[]> {
  const idsOf = (some: readonly Json[]) => some.map(({ rental_id }) => rental_id).sort();
  const route = rentalRoutes.listOfDevice;
  const lists = story.devices.map(async ({ id }) => {
    const listed = await askAll(story, 'rental/http/list', 'rentals', { route, path: { device_id: id } });
    const expected = rentals.filter(({ device_id }) => device_id === id);
    return isDeepStrictEqual(idsOf(listed), idsOf(expected)) ? [] : [`the list of ${id} has other rentals than it had`];
  });
  return (await Promise.all(lists)).flat();
}

/** The days, by kind, on which a rider has paid as much as the day's cap allows: of these a rental may cost less. */
function cappedOf(rentals: readonly Json[]): Set<string> {
  const paid = new Map<string, number>();
  for (const rental of rentals) paid.set(dayOf(rental), (paid.get(dayOf(rental)) ?? 0) + (rental.amount ?? 0));
  const full = rentals.filter((rental) => paid.get(dayOf(rental)) === rental.tariff.daily_cap);
  return new Set(full.map(dayOf));
}

const dayOf = ({ kind, active_at, requested_at }: Json): string =>
  `${kind} ${Math.floor((active_at ?? requested_at) / DAY)}`;

function* endFlaws(rental: Json, device: Device, capped: ReadonlySet<string>): Iterable<string> {
  const { rental_id, state, reason, amount = 0, tariff, active_at, ended_at, used } = rental;
  const given = device.obeyed.get(rental_id);
  if (state === 'cancelled') {
    const fee = given !== undefined && reason === 'released' ? (tariff.unlock ?? 0) : 0;
    if (amount > fee) yield `was cancelled (${reason}), and costs ${amount}`;
    return;
  }
  if (state !== 'settled') return yield `is ${state}`;
  if (given === undefined) return yield 'was paid, and its device never obeyed';
  if (reason.endsWith('_by_device') && !device.dropped.has(rental_id))
    yield `ended as ${reason}, and its device had it`;
  if (device.product === 'washer' && !device.ran.has(rental_id)) yield 'was paid, and its device never ran';
  if (tariff.form === 'usage' && used.quantity !== given) yield `has used ${used.quantity} instead of ${given}`;
  const price = priceOf(tariff, { lasted: ended_at - active_at, given });
  const mayBeLess = tariff.form === 'prepaid' || capped.has(dayOf(rental));
  if (amount > price || (amount < price && !mayBeLess)) yield `costs ${amount} instead of ${price}`;
}

function* toldFlaws({ rental_id, state, amount = 0 }: Json, { told }: Rider): Iterable<string> {
  const ends = told.filter((event) => event.rental_id === rental_id && event.type !== 'rental_active');
  if (ends.length === 0) yield `is ${state}, and its phone was never told`;
  else if (!ends.some((event) => event.amount === amount))
    yield `costs ${amount}, and its phone was told ${ends.map((event) => event.amount)}`;
}

/** No two have had a device at the same time. */
function overlaps(rides: readonly Json[]): string[] {
  const inOrder = rides.toSorted((a, b) => a.active_at - b.active_at);
  return inOrder.flatMap((ride, i) => {
    const other = inOrder.slice(0, i).find((one) => one.device_id === ride.device_id && one.ended_at > ride.active_at);
    return other ? [`${ride.rental_id} began on ${ride.device_id} before ${other.rental_id} had ended`] : [];
  });
}
