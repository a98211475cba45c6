import { rentalRoutes } from '../../../events/rental/routes.ts';
import type { Caller } from '../../../lib/http.ts';
import { insist } from '../api.ts';
import { clock, SECOND } from '../clock.ts';
import type { World } from '../world.ts';
import type { Device } from './device.ts';

/** A rider with a phone, and what that was told. */
export interface Rider {
  caller: Caller;
  told: { type: string; rental_id: string; amount?: number }[];
}

/** Scans, rents and releases, again and again; repeats what was not answered under the same key. */
export function startRider(world: World, number: number, devices: readonly Device[]): Rider {
  const { chance, cloud, faults } = world;
  const caller: Caller = { sub: `rider-${number}`, role: 'rider', phone_id: `phone-${number}` };
  const rider: Rider = { caller, told: [] };
  let turn = 0;

  async function rent(): Promise<void> {
    if (clock.now >= world.closesAt) return;
    turn += 1;
    const device = chance.one(devices, caller.sub, turn);
    const key = `${caller.sub}-${turn}`;
    const { status, json } = await insist(faults, 'rental/http/create', { caller, body: { code: device.code }, key });
    if (status !== 201) {
      // the answer may be lost, and not the rental
      if (status >= 500) cloud.after(5 * SECOND, () => giveBack());
      return cloud.after(chance.from(2, 20, 'again', key) * SECOND, rent);
    }
    const rides = chance.is(0.25, 'changes mind', key) ? 0 : chance.from(2, 400, 'rides', key);
    cloud.after(rides * SECOND, async () => {
      await release(json.rental_id);
      cloud.after(chance.from(2, 20, 'next', key) * SECOND, rent);
    });
  }

  const release = (rental_id: string) => insist(faults, 'rental/http/release', { caller, path: { rental_id } });

  async function giveBack(): Promise<void> {
    const { json } = await insist(faults, 'rental/http/list', { route: rentalRoutes.list, caller });
    for (const { rental_id, state } of json?.rentals ?? [])
      if (state === 'requested' || state === 'active') await release(rental_id);
  }

  cloud.listen(`phones/${caller.phone_id}`, (topic, payload) => {
    if (topic.endsWith('/events')) rider.told.push(JSON.parse(payload.toString()));
  });
  cloud.after(chance.from(5, 40, caller.sub) * SECOND, rent);
  return rider;
}
