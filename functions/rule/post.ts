import { Webhook } from 'standardwebhooks';
import { SECOND } from '../../lib/time.ts';
import type { Call } from './calls.ts';

/** How long an address has to answer. */
const ANSWERS_WITHIN = 5 * SECOND;

/** What came of a call: why it failed, and whether the address wants no more. */
export interface Outcome {
  failure?: string;
  gone?: boolean;
}

/**
 * Calls a web address by the Standard Webhooks convention, https://www.standardwebhooks.com: signed, with an id to
 * recognise it by. Never throws; a failure is told without the address's answer.
 */
export async function post({ delivery_id, rule_id, url, secret, at, rows }: Call, now: number): Promise<Outcome> {
  const body = JSON.stringify({
    type: 'rule.selected',
    timestamp: new Date(at).toISOString(),
    data: { rule_id, rows },
  });
  const signed = new Date(now);
  try {
    const { status } = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWERS_WITHIN),
      headers: {
        'content-type': 'application/json',
        'webhook-id': delivery_id,
        'webhook-timestamp': String(Math.floor(signed.getTime() / SECOND)),
        'webhook-signature': new Webhook(secret).sign(delivery_id, signed, body),
      },
      body,
    });
    if (status >= 200 && status < 300) return {};
    return { failure: `the address answered ${status}`, gone: status === 410 };
  } catch (error) {
    const isLate = (error as Error).name === 'TimeoutError';
    return { failure: isLate ? `no answer within ${ANSWERS_WITHIN} ms` : 'the address is out of reach' };
  }
}
