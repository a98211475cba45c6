import type { Rental } from '../../../functions/rental/rental.ts';
import { view } from '../../../functions/rental/view.ts';

const RENTAL = {
  rental_id: 'r',
  device_id: 'd',
  fingerprint: 'secret',
  asked: { code_version: 1 },
  tariff: { form: 'prepaid', currency: 'EUR', price: 1, minutes: 1 },
  requested_at: 0,
  expires_at: 100,
} as Rental;

test.each<[Partial<Rental>, number, object]>([
  [{ state: 'requested' }, 99, { state: 'requested' }],
  [{ state: 'requested' }, 100, { state: 'cancelled', reason: 'no_answer', amount: 0 }],
  [{ state: 'active', ends_at: 900 }, 899, { state: 'active', ends_at: 900, remaining: { seconds: 0, by: 'time' } }],
  [{ state: 'active', ends_at: 900 }, 900, { state: 'ended', ends_at: 900, ended_at: 900, reason: 'time_over' }],
  [{ state: 'settled', ends_at: 900, amount: 5 }, 1000, { state: 'settled', ends_at: 900, amount: 5 }],
  [{ state: 'cancelled', reason: 'released' }, 1000, { state: 'cancelled', reason: 'released' }],
])('%j is at %i seen as %j', (kept, now, seen) => {
  const { tariff } = RENTAL;
  const always = { rental_id: 'r', device_id: 'd', requested_at: 0, expires_at: 100, currency: 'EUR', tariff };
  expect(view({ ...RENTAL, ...kept }, now)).toEqual({ ...always, ...seen });
});
