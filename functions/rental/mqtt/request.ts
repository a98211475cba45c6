import { ReleaseBody, RentBody } from '../../../events/rental/rental.ts';
import { topicOf } from '../../../events/topic.ts';
import { topics } from '../../../events/topics.ts';
import { countRefused, problemBody } from '../../../lib/answer.ts';
import { payloadOf } from '../../../lib/batch.ts';
import { invalid, Problem, refuse } from '../../../lib/errors.ts';
import { publish } from '../../../lib/iot.ts';
import { log, logAs } from '../../../lib/log.ts';
import { shape } from '../../../lib/shape.ts';
import { SECOND } from '../../../lib/time.ts';
import { accountOfPhone } from '../../account/index.ts';
import { release } from '../end.ts';
import { rent } from '../rent.ts';
import { ownRental, readRental } from '../store.ts';
import { view } from '../view.ts';

const rentBody = shape(RentBody);
const releaseBody = shape(ReleaseBody);
const LONGEST_TOPIC = 256;

/** A phone waits no longer for an answer; what Lambda tries again later must not rent. */
const ANSWERED_WITHIN = 30 * SECOND;

/** What rule `phone_request` hands on. */
interface PhoneRequest {
  /** The published bytes, base64. */
  data: string;
  phone_id: string;
  request_id: string;
  /** ms */
  received_at: number;
}

/**
 * What the HTTP API does for `POST /v1/rentals` (a body with `code`) and for releasing a rental (a body with
 * `rental_id`), over MQTT. The request id is the idempotency key.
 */
export const handler = (request: PhoneRequest): Promise<void> => logAs(request.request_id, () => take(request));

async function take(request: PhoneRequest): Promise<void> {
  const { phone_id, request_id } = request;
  const topic = topicOf(topics.phone_response, { phone_id, request_id });
  if (Buffer.byteLength(topic) > LONGEST_TOPIC) {
    log.warn('a request whose answer has no topic is not carried out', { phone: phone_id });
    return;
  }
  await publish(topic, await answer(request, Date.now()).catch(problemOf));
}

async function answer({ data, phone_id, request_id, received_at }: PhoneRequest, now: number): Promise<object> {
  if (now - received_at > ANSWERED_WITHIN) throw refuse('request_too_old');
  const renter = { account: await accountOfPhone(phone_id, received_at), phone: phone_id };
  const body = payloadOf({ data });
  if (body === undefined) throw invalid('body', 'The payload must be JSON.');
  if (typeof body !== 'object' || body === null || !('rental_id' in body)) {
    return view(await rent(renter, rentBody(body), request_id, now), now);
  }
  const { rental_id } = releaseBody(body);
  const rental = ownRental(await readRental(rental_id), renter.account);
  return view(await release(rental, 'released', now), now);
}

function problemOf(error: unknown): object {
  if (!(error instanceof Problem)) throw error;
  countRefused(error);
  return problemBody(error);
}
