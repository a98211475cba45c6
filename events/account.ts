import Type from 'typebox';
import { CURRENCY } from './tariffs.ts';

/** The body of `PUT /v1/accounts/{account_id}`. */
export const AccountBody = Type.Object(
  {
    currency: Type.Literal(CURRENCY),
    blocked: Type.Boolean({ default: false }),
    max_rentals: Type.Integer({ minimum: 0, maximum: 100, default: 1 }),
  },
  { additionalProperties: false },
);

/** The body of `POST /v1/accounts/{account_id}/credits`; minor units. */
export const CreditBody = Type.Object(
  { amount: Type.Integer({ minimum: 1, maximum: 100_000_000 }) },
  { additionalProperties: false },
);

/** One line of the ledger; the amounts of all lines sum to the balance. */
export interface LedgerEntry {
  at: number;
  type: 'credit' | 'rental';
  /** Minor units; what leaves the account is negative. */
  amount: number;
  /** After this line. */
  balance: number;
  rental_id?: string;
}
