import { randomUUID } from 'node:crypto';
import { creditAccount, readAccount, writeAccount } from '../../../functions/account/store.ts';
import { applyPresence } from '../../../functions/device/presence.ts';
import { registerDevice } from '../../../functions/device/register.ts';
import { type BindRequest, bindDevice } from '../../../functions/rental/bind.ts';
import type { Rental } from '../../../functions/rental/rental.ts';
import { withProducts } from '../product/doors.ts';

export const MINUTE = 60_000;

/** A registered device with a connection. */
export async function device(id: string, kind: string = 'bike'): Promise<string> {
  await withProducts();
  await registerDevice(id, { product: kind, status: 'available' });
  await applyPresence(id, { online: true, session: 's1', version: 0, at: 0 });
  return id;
}

export async function account(id: string, balance: number, max_rentals = 1): Promise<string> {
  await writeAccount(id, { currency: 'CNY', blocked: false, max_rentals });
  if (balance > 0) await creditAccount(id, balance, 'first', 'f', 0);
  return id;
}

export const bind = (device_id: string, account_id: string, now: number, changes: Partial<BindRequest> = {}) =>
  bindDevice({
    rental_id: randomUUID(),
    device_id,
    account_id,
    phone_id: `${account_id}-phone`,
    fingerprint: 'f',
    asked: { code_version: 1 },
    now,
    ...changes,
  });

/** The rental that a bind which must succeed gives. */
export async function rented(...request: Parameters<typeof bind>): Promise<Rental> {
  const outcome = await bind(...request);
  if ('refused' in outcome) throw new Error(outcome.refused);
  return outcome.rental;
}

/** An account's money, and whether its ledger adds up. */
export async function money(id: string, now: number) {
  const { account: found, ledger } = (await readAccount(id, now, { before: undefined, limit: 100_000 }))!;
  const sum = ledger.reduce((total, { amount }) => total + amount, 0);
  return { balance: found.balance, held: found.held, sum, entries: ledger.length, lines: ledger };
}
