import { REFUSALS, REJECTIONS } from '../events/reasons.ts';
import { Refused } from './talk/refused.ts';

/** What a rider wants to know instead of what a programmer does. */
const RIDER: Record<string, string> = {
  account_unknown: 'You have no account here yet. Ask the operator to open one.',
  account_blocked: 'Your account is blocked. Please ask the operator.',
  insufficient_balance: 'Your balance is too low to begin. Top up first.',
  device_offline: 'This one has no connection at the moment. Please try another.',
  device_in_use: 'Somebody else is using this one.',
  device_out_of_service: 'This one is not for rent at the moment.',
  device_unknown: 'This one is not in service any more.',
  code_invalid: 'This code is not one of ours. Check it and try again.',
  code_expired: 'This sticker is out of date. Please try another one.',
  too_many_rentals: 'You already have as many rentals as you may. Release one first.',
  too_many_cancels: 'Too many cancelled attempts. Please wait ten minutes.',
  currency_differs: 'Your account is in another currency.',
  idempotency_key_reused: 'This attempt was already used for something else. Try again.',
  invalid_phone_id: 'Your sign-in names no phone, so nothing can be rented with it.',
  rental_unknown: 'There is no such rental of yours.',
  internal: 'Something failed on our side.',
  unreachable: 'No answer. Are you connected?',
};

const TEXTS: Record<string, string> = {
  ...Object.fromEntries(Object.entries(REFUSALS).map(([reason, [, text]]) => [reason, text])),
  ...REJECTIONS,
  unreachable: 'The API does not answer. Trying again.',
};

/** A reason in words for operators, or for riders. */
export const wordsFor = (reason: string, who: 'operator' | 'rider' = 'operator'): string =>
  (who === 'rider' ? RIDER[reason] : undefined) ?? TEXTS[reason] ?? reason.replaceAll('_', ' ');

/** What went wrong, in words. */
export function wordsOf(error: unknown, who: 'operator' | 'rider' = 'operator'): string {
  if (!(error instanceof Refused)) return 'Something failed in this page. Reload it.';
  if (who === 'rider' && RIDER[error.reason]) return RIDER[error.reason]!;
  return error.message || wordsFor(error.reason, who);
}
