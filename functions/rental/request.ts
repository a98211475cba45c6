import { ReleaseBody } from '../../events/rental.ts';
import { invalid, Problem } from '../../lib/errors.ts';
import { problemBody } from '../../lib/http.ts';
import { publish } from '../../lib/iot.ts';
import { log } from '../../lib/log.ts';
import { shape } from '../../lib/shape.ts';
import { release, rentalOf } from './end.ts';
import { type Renter, rent } from './rent.ts';
import { view } from './view.ts';

const releaseShape = shape(ReleaseBody);
const LONGEST_TOPIC = 256;

interface PhoneRequest {
  /** The published bytes, base64. */
  data: string;
  phone_id: string;
  request_id: string;
  /** Of the connection: the account, in hex, as the broker's authorizer gives it. */
  principal: string;
}

/**
 * Rule `phone_request`: what the HTTP API does for `POST /v1/rentals` (a body with `code`) and for releasing one (a body
 * with `rental_id`), over MQTT. The request id is the idempotency key; the answer goes to `phones/{id}/responses/{request_id}`.
 */
export const handler = async ({ data, phone_id, request_id, principal }: PhoneRequest): Promise<void> => {
  const answerTopic = `phones/${phone_id}/responses/${request_id}`;
  if (Buffer.byteLength(answerTopic) > LONGEST_TOPIC) {
    log.warn('a request whose answer has no topic is not carried out', { phone: phone_id });
    return;
  }
  const renter = { account: Buffer.from(principal, 'hex').toString(), phone: phone_id };
  await publish(answerTopic, await answered(renter, data, request_id, Date.now()));
};

async function answered(renter: Renter, data: string, requestId: string, now: number): Promise<object> {
  try {
    const body = parsed(data);
    if (typeof body !== 'object' || body === null || !('rental_id' in body)) {
      return view(await rent(renter, body, requestId, now), now);
    }
    const { rental_id } = releaseShape(body);
    return view(await release(await rentalOf(rental_id, renter.account), 'released', now), now);
  } catch (error) {
    if (error instanceof Problem) return problemBody(error);
    throw error;
  }
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(Buffer.from(data, 'base64').toString());
  } catch {
    throw invalid('body', 'The payload must be JSON.');
  }
}
