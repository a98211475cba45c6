import { useState } from 'preact/hooks';
import { money } from '../../parts/money.ts';
import { api, bodyOf, type Schema } from '../../talk/api.ts';
import { TextField } from '../form/field.tsx';
import { showFirstFault } from '../form/first-fault.ts';
import { Outcome, SendButton } from '../form/outcome.tsx';
import { isLost, memberOf } from '../form/refusal.ts';
import { useSend } from '../form/send.ts';
import { minorUnitsOf } from './amount.ts';
import { type Attempt, attemptFor, openAfter } from './attempt.ts';

/** By account; what got no answer stays open while one looks at another page. */
const open = new Map<string, Attempt | undefined>();

/** Puts money on an account. What got no answer is sent again under the same key, and so counts once. */
export function TopUp({
  account: { account_id, currency },
  onChange,
}: {
  account: Schema<'Account'>;
  onChange: () => void;
}) {
  const [text, setText] = useState('');
  const [isTried, setTried] = useState(false);
  const read = minorUnitsOf(text, currency);
  const { sent, run } = useSend(async (amount: number) => {
    const attempt = attemptFor(`${account_id} ${amount}`, open.get(account_id), () => crypto.randomUUID());
    const params = { path: { account_id }, header: { 'Idempotency-Key': attempt.key } };
    try {
      const client = await api('console');
      const account = await bodyOf(client.POST('/v1/accounts/{account_id}/credits', { params, body: { amount } }));
      open.set(account_id, openAfter(attempt, false));
      onChange();
      setText('');
      setTried(false);
      return { amount, balance: account.balance };
    } catch (error) {
      open.set(account_id, openAfter(attempt, isLost(error)));
      throw error;
    }
  });
  const refused = memberOf(sent.error) === 'amount' ? (sent.error as Error).message : undefined;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        const form = event.currentTarget;
        if ('amount' in read) void run(read.amount).then(() => showFirstFault(form));
        else showFirstFault(form);
      }}
    >
      <div class="one-line">
        <TextField
          label={`Top up by, ${currency}`}
          numeric
          value={text}
          fault={(isTried && 'fault' in read ? read.fault : undefined) ?? refused}
          onValue={setText}
        />
        <SendButton sent={sent}>Top up</SendButton>
      </div>
      <Outcome sent={sent} besideField={refused !== undefined}>
        {({ amount, balance }) =>
          `${money(amount, currency)} was put on the account. Its balance is ${money(balance, currency)}.`
        }
      </Outcome>
    </form>
  );
}
