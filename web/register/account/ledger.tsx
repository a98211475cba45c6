import { money } from '../../parts/money.ts';
import { Paged, usePages } from '../../parts/pages.tsx';
import { shortly } from '../../parts/time.tsx';
import { readAccount } from './read.ts';

/** What was put on an account and taken from it, newest first. */
export const Ledger = ({ account_id }: { account_id: string }) => (
  <Paged
    title="Ledger"
    pages={usePages((query) => readAccount(account_id, query))}
    isEmpty={({ ledger }) => ledger.length === 0}
  >
    {({ ledger, currency }) => (
      <table class="history">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What for</th>
            <th scope="col" class="amount">
              Amount
            </th>
            <th scope="col" class="amount">
              Balance
            </th>
          </tr>
        </thead>
        <tbody>
          {ledger.map(({ at, type, amount, balance }, i) => (
            <tr key={i}>
              <td>{shortly(at)}</td>
              <td>{type.replaceAll('_', ' ')}</td>
              <td class="amount">{money(amount, currency)}</td>
              <td class="amount">{money(balance, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </Paged>
);
