import { ReleaseBody, RentBody } from '../../../events/rental/rental.ts';
import { topicOf } from '../../../events/topic.ts';
import { topics } from '../../../events/topics.ts';
import { problemBody } from '../../../lib/answer.ts';
import { payloadOf } from '../../../lib/batch.ts';
import { invalid, Problem } from '../../../lib/errors.ts';
import { publish } from '../../../lib/iot.ts';
import { log } from '../../../lib/log.ts';
import { shape } from '../../../lib/shape.ts';
import { release } from '../end.ts';
import { type Renter, rent } from '../rent.ts';
import { rentalOf } from '../store.ts';
import { view } from '../view.ts';

const rentBody = shape(RentBody);
const releaseBody = shape(ReleaseBody);
const LONGEST_TOPIC = 256;

/** What rule `phone_request` hands on. */
interface PhoneRequest {
  /** The published bytes, base64. */
  data: string;
  phone_id: string;
  request_id: string;
  /** Of the connection: the account, in hex, as the broker's authorizer gives it. */
  principal: string;
}

/**
 * What the HTTP API does for `POST /v1/rentals` (a body with `code`) and for releasing a rental (a body with
 * `rental_id`), over MQTT. The request id is the idempotency key.
 */
export const handler = async ({ data, phone_id, request_id, principal }: PhoneRequest): Promise<void> => {
  const topic = topicOf(topics.phone_response, { phone_id, request_id });
  if (Buffer.byteLength(topic) > LONGEST_TOPIC) {
    log.warn('a request whose answer has no topic is not carried out', { phone: phone_id });
    return;
  }
  const renter = { account: Buffer.from(principal, 'hex').toString(), phone: phone_id };
  await publish(topic, await answer(renter, payloadOf({ data }), request_id, Date.now()));
};

async function answer(renter: Renter, body: unknown, requestId: string, now: number): Promise<object> {
  try {
    if (body === undefined) throw invalid('body', 'The payload must be JSON.');
    if (typeof body !== 'object' || body === null || !('rental_id' in body)) {
      return view(await rent(renter, rentBody(body), requestId, now), now);
    }
    const { rental_id } = releaseBody(body);
    return view(await release(await rentalOf(rental_id, renter.account), 'released', now), now);
  } catch (error) {
    if (error instanceof Problem) return problemBody(error);
    throw error;
  }
}
