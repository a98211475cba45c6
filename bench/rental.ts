import type { Launched } from '../local/launch.ts';
import { bindBesidePing } from './rental/bind.ts';
import { postToFirstState } from './rental/first-state.ts';
import { races } from './rental/race.ts';

/** What renting costs: the decision beside a PING, the way to the phone, and many phones that want one device. */
export async function rental({ addresses }: Launched, { rounds, race }: { rounds: number; race: number }) {
  return {
    ...(await bindBesidePing(addresses, rounds)),
    post_to_first_state_ms: await postToFirstState(addresses, rounds),
    ...(race > 0 && { race: await races(addresses, race) }),
  };
}
