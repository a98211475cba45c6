import type { LedgerEntry } from '../../events/account.ts';
import { keys } from '../../lib/keys.ts';
import { nextOf, type Page, rangeOf } from '../../lib/page.ts';
import { hashOf, redis } from '../../lib/redis.ts';
import { script } from '../../lib/script.ts';
import { DAY, SECOND } from '../../lib/time.ts';
import credit from './credit.lua';

/** How long a credit can be retried under its idempotency key. */
const REMEMBERED = (7 * DAY) / SECOND;

/** An account as it is shown; amounts in minor units. */
export interface Account {
  account_id: string;
  currency: string;
  blocked: boolean;
  max_rentals: number;
  balance: number;
  /** What open rentals have set aside of it. */
  held: number;
}

type CreditOutcome = { balance: number } | { refused: 'idempotency_key_reused' | 'account_unknown' };

const creditScript = script<object, CreditOutcome>(credit);

/** Registers an account or changes its limits; money is never touched. */
export async function writeAccount(
  id: string,
  limits: Pick<Account, 'currency' | 'blocked' | 'max_rentals'>,
): Promise<void> {
  const { currency, blocked, max_rentals } = limits;
  const transaction = redis().multi();
  transaction.hset(keys.account(id), { currency, blocked: blocked ? '1' : '0', max_rentals });
  transaction.hsetnx(keys.account(id), 'balance', '0');
  await transaction.exec();
}

export function creditAccount(id: string, amount: number, key: string, fingerprint: string, now: number) {
  return creditScript([keys.once(`credit:${id}`, key), keys.account(id), keys.ledger(id)], {
    amount,
    fingerprint,
    now,
    keep: REMEMBERED,
  });
}

const NEWEST: Page = { before: undefined, limit: 1 };

/** The account with a page of its ledger, newest first, as they were at one moment. */
export async function readAccount(id: string, now: number, page = NEWEST) {
  const transaction = redis().multi();
  transaction.hgetall(keys.account(id));
  transaction.lrange(keys.ledger(id), ...rangeOf(page));
  transaction.llen(keys.ledger(id));
  const [fields, lines, length] = (await transaction.exec()) as unknown as [unknown, string[], number];
  const account = accountOf(id, hashOf(fields), now);
  if (!account) return undefined;
  const ledger = lines.map((line) => JSON.parse(line) as LedgerEntry).reverse();
  return { account, ledger, ...nextOf(page, length) };
}

function accountOf(account_id: string, fields: Map<string, string>, now: number): Account | undefined {
  const currency = fields.get('currency');
  if (currency === undefined) return undefined;
  const open = JSON.parse(fields.get('open') ?? '{}') as Record<string, { hold: number; lapses_at?: number }>;
  const counts = Object.values(open).filter(({ lapses_at }) => lapses_at === undefined || lapses_at > now);
  return {
    account_id,
    currency,
    blocked: fields.get('blocked') === '1',
    max_rentals: Number(fields.get('max_rentals')),
    balance: Number(fields.get('balance')),
    held: counts.reduce((sum, { hold }) => sum + hold, 0),
  };
}
