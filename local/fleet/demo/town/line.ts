import type { RentalView } from '../../../../events/rental/rental.ts';
import { type Ask, bodyOf, newKey, Refused } from '../../client.ts';
import type { DeviceConnection } from '../../connection.ts';
import { Inbox } from './inbox.ts';

const PATIENCE = 10_000;

/** How a phone rents and releases; both reject with a Refused. */
export interface Line {
  rent(code: string): Promise<RentalView>;
  release(rentalId: string): Promise<RentalView>;
}

export const overHttp = (ask: Ask): Line => ({
  rent: (code) => bodyOf(ask.POST('/v1/rentals', { params: { header: newKey() }, body: { code } })),
  release: (rental_id) => bodyOf(ask.POST('/v1/rentals/{rental_id}/release', { params: { path: { rental_id } } })),
});

/** The same calls as requests on the phone's own topics; the answers come back there, by their request id. */
export function overMqtt({ id, publish }: Pick<DeviceConnection, 'id' | 'publish'>): Line & {
  hear(requestId: string, answer: Answer): void;
} {
  const answers = new Inbox<Answer>();
  const request = async (body: object): Promise<RentalView> => {
    const requestId = crypto.randomUUID();
    await publish(`phones/${id}/requests/${requestId}`, body);
    const answer = await answers.take(requestId, PATIENCE);
    if (!answer) throw new Error(`no answer to ${requestId} of ${id}`);
    if ('detail' in answer) throw new Refused(`${id} is refused: ${answer.detail}`, answer.reason);
    return answer;
  };
  return {
    rent: (code) => request({ code }),
    release: (rental_id) => request({ rental_id }),
    hear: (requestId, answer) => answers.put(requestId, answer),
  };
}

/** What comes on `phones/{phone_id}/responses/{request_id}`. */
export type Answer = RentalView | { reason: string; detail: string };
