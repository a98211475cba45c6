import { refuse } from '../../lib/errors.ts';
import { readDevice } from './store.ts';
import { viewDevice } from './view.ts';

/** A registered device as anyone with a token may see it; throws a 404 where there is none. */
export async function seeDevice(id: string, now: number) {
  const device = await readDevice(id);
  if (!device.has('kind')) throw refuse('device_unknown');
  return viewDevice({ id, device }, now);
}
