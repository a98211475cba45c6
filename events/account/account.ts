import Type from 'typebox';
import { Currency } from '../product/tariff.ts';
import { Amount, closed, oneOf, Time } from '../schema.ts';

/** The body of `PUT /v1/accounts/{account_id}`; what it leaves out stays as it is, at first not blocked, and 1. */
export const AccountBody = Type.Object(
  {
    currency: Currency,
    blocked: Type.Optional(Type.Boolean()),
    max_rentals: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
  },
  closed,
);

export type AccountBody = Type.Static<typeof AccountBody>;

/** The body of `POST /v1/accounts/{account_id}/credits`; minor units. */
export const CreditBody = Type.Object({ amount: Type.Integer({ minimum: 1, maximum: 100_000_000 }) }, closed);

const members = {
  account_id: Type.String(),
  /** ISO 4217; all amounts are its minor units. */
  currency: Type.String(),
  blocked: Type.Boolean(),
  max_rentals: Type.Integer(),
  balance: Amount,
  /** What open rentals have set aside of it. */
  held: Amount,
  /** What is owed for use that was reported after its rental; the next credit pays it first. */
  outstanding: Amount,
};

export const Account = Type.Object(members, closed);
export type Account = Type.Static<typeof Account>;

/** One line of the ledger; the amounts of all lines sum to the balance. */
export const LedgerLine = Type.Object(
  {
    at: Time,
    type: oneOf(['credit', 'rental', 'usage_late', 'outstanding']),
    /** What leaves the account is negative. */
    amount: Amount,
    /** After this line. */
    balance: Amount,
    rental_id: Type.Optional(Type.String()),
  },
  closed,
);
export type LedgerLine = Type.Static<typeof LedgerLine>;

/** The account with a page of its ledger, newest first; `next` is the `before` of the next page. */
export const Statement = Type.Object(
  { ...members, ledger: Type.Array(LedgerLine), next: Type.Optional(Type.Integer()) },
  closed,
);
