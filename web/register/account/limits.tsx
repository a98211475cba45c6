import { useEffect, useState } from 'preact/hooks';
import type { Schema } from '../../talk/api.ts';
import { TextField } from '../form/field.tsx';
import { showFirstFault } from '../form/first-fault.ts';
import { wholeNumberOf } from '../form/number.ts';
import { Outcome, SendButton } from '../form/outcome.tsx';
import { useSend } from '../form/send.ts';
import { writeAccount } from './write.ts';

/** How many rentals an account may have at once, and whether it may rent at all. */
export function Limits({ account, onChange }: { account: Schema<'Account'>; onChange: () => void }) {
  const { account_id, currency, blocked, max_rentals } = account;
  const [text, setText] = useState(String(max_rentals));
  useEffect(() => setText(String(max_rentals)), [max_rentals]);
  const number = wholeNumberOf(text, 0, 100);
  const { sent, run } = useSend(async (changes: Partial<Schema<'AccountBody'>>) => {
    const next = await writeAccount(account_id, { currency, ...changes });
    onChange();
    return next;
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (number !== undefined) void run({ max_rentals: number });
        else showFirstFault(event.currentTarget);
      }}
    >
      <div class="one-line">
        <TextField
          label="Rentals at once, at most"
          numeric
          value={text}
          fault={number === undefined ? 'A whole number from 0 to 100.' : undefined}
          onValue={setText}
        />
        <SendButton sent={sent}>Change</SendButton>
        <button type="button" disabled={sent.isBusy} onClick={() => void run({ blocked: !blocked })}>
          {blocked ? 'Unblock the account' : 'Block the account'}
        </button>
      </div>
      <Outcome sent={sent}>
        {(now) =>
          now.blocked
            ? 'The account is blocked: it can begin no rental.'
            : `The account may have ${now.max_rentals} ${now.max_rentals === 1 ? 'rental' : 'rentals'} at once.`
        }
      </Outcome>
    </form>
  );
}
