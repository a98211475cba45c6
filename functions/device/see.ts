import { readRegistered } from './store.ts';
import { viewDevice } from './view.ts';

/** A registered device as anyone with a token may see it; throws a 404 where there is none. */
export const seeDevice = async (id: string, now: number) => viewDevice({ id, device: await readRegistered(id) }, now);
