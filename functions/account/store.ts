import type { Account, AccountBody, LedgerLine } from '../../events/account/account.ts';
import { once, recordId } from '../../lib/idempotency.ts';
import type { FieldOf } from '../../lib/key.ts';
import { nextOf, type Page, rangeOf } from '../../lib/page.ts';
import { hashOf, redis } from '../../lib/redis.ts';
import { script } from '../../lib/script.ts';
import creditLua from './credit.lua';
import { keys } from './keys.ts';
import { money } from './money.ts';
import putLua from './put.lua';

interface CreditInput {
  amount: number;
  now: number;
  remembered: number;
  fingerprint: string;
}
type CreditOutcome = { balance: number } | { refused: 'idempotency_key_reused' | 'account_unknown' };

const creditScript = /* @__PURE__ */ script<'credited' | 'account' | 'ledger', CreditInput, CreditOutcome>(creditLua, [
  money,
  once,
]);

type Fields = Map<FieldOf<typeof keys.account>, string>;

type PutOutcome = { refused?: 'currency_fixed' };

const putScript = /* @__PURE__ */ script<'account', AccountBody, PutOutcome>(putLua);

/** Registers an account or changes its limits; money is never touched. An account keeps its currency. */
export const writeAccount = (id: string, limits: AccountBody): Promise<PutOutcome> =>
  putScript({ account: keys.account(id) }, limits);

/** Tops up, once for each `key`; `fingerprint` recognises another request under the same key. */
export const creditAccount = (id: string, amount: number, key: string, fingerprint: string, now: number) =>
  creditScript(
    { credited: keys.credited(recordId(['credit', id], key)), account: keys.account(id), ledger: keys.ledger(id) },
    { amount, now, remembered: keys.credited.spec.lives, fingerprint },
  );

const NEWEST: Page = { limit: 1 };

/** The account with a page of its ledger, newest first, as they were at one moment. */
export async function readAccount(id: string, now: number, page = NEWEST) {
  const transaction = redis().multi();
  transaction.hgetall(keys.account(id));
  transaction.lrange(keys.ledger(id), ...rangeOf(page));
  transaction.llen(keys.ledger(id));
  const [fields, lines, length] = (await transaction.exec()) as unknown as [unknown, string[], number];
  const account = accountOf(id, hashOf(fields) as Fields, now);
  if (!account) return undefined;
  const ledger = lines.map((line) => JSON.parse(line) as LedgerLine).reverse();
  return { account, ledger, ...nextOf(page, length) };
}

function accountOf(account_id: string, fields: Fields, now: number): Account | undefined {
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
    outstanding: Number(fields.get('outstanding') ?? 0),
    held: counts.reduce((sum, { hold }) => sum + hold, 0),
  };
}
