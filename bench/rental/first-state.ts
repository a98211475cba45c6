import type { StateReport } from '../../events/device/state-report.ts';
import type { Addresses } from '../../local/addresses.ts';
import { bodyOf, newKey } from '../../local/fleet/client.ts';
import { connectPhone } from '../../local/fleet/connection.ts';
import { Inbox } from '../../local/fleet/demo/town/inbox.ts';
import { say, spread } from '../measure.ts';
import { bike, rider } from './cast.ts';

const WARM_UP = 20;
const PATIENCE = 5000;

/** From just before the POST to the first state of the device that is forwarded to the phone, ms. */
export async function postToFirstState(addresses: Addresses, rounds: number) {
  const device = await bike(addresses, 'bench-state-bike');
  const { account, phone, ask } = await rider(addresses, 'bench-state');
  const arrivals = new Inbox<number>();
  const connection = await connectPhone(phone, account, addresses.mqtt);
  await connection.subscribe([`phones/${phone}/devices/+/state`], (_, state) => {
    arrivals.put(`fence ${(state as StateReport).lease?.fence}`, performance.now());
  });

  const waits: number[] = [];
  for (let round = -WARM_UP; round < rounds; round++) {
    const start = performance.now();
    const body = { code: device.code, phone_id: phone };
    const { rental_id, fence } = await bodyOf(ask.POST('/v1/rentals', { params: { header: newKey() }, body }));
    const arrival = await arrivals.take(`fence ${fence}`, PATIENCE);
    if (arrival === undefined) throw new Error(`no state was forwarded within ${PATIENCE} ms`);
    if (round >= 0) waits.push(arrival - start);
    await ask.POST('/v1/rentals/{rental_id}/release', { params: { path: { rental_id } } });
    await device.free();
  }
  await Promise.all([connection.close(), device.close()]);

  const result = spread(waits);
  say(`POST to first forwarded state, ${rounds} rounds: p50 ${result.p50} ms, p99 ${result.p99} ms`);
  return result;
}
