import { useState } from 'preact/hooks';
import { TextField } from '../form/field.tsx';
import { showFirstFault } from '../form/first-fault.ts';
import { Outcome, SendButton } from '../form/outcome.tsx';
import { useSend } from '../form/send.ts';
import { useProducts } from '../reads.ts';
import { isCurrency } from './amount.ts';
import { writeAccount } from './write.ts';

/** Opens an account that nobody has opened. */
export function Open({ account_id, onOpened }: { account_id: string; onOpened: () => void }) {
  const [typed, setTyped] = useState<string>();
  const [isTried, setTried] = useState(false);
  const tariffs = (useProducts().polled.value.value ?? []).flatMap((one) => one.thing['skein:rental']?.tariff ?? []);
  // a rider pays in the currency of the tariffs, or not at all
  const currency = typed ?? tariffs[0]?.currency ?? '';
  const { sent, run } = useSend(async () => {
    await writeAccount(account_id, { currency });
    onOpened();
  });
  return (
    <form
      class="card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isCurrency(currency)) void run();
        else showFirstFault(event.currentTarget);
      }}
    >
      <p role="status">Nobody has opened the account {account_id} yet.</p>
      <div class="one-line">
        <TextField
          label="Currency"
          value={currency}
          list="currencies"
          hint="It stays."
          fault={isTried && !isCurrency(currency) ? 'A currency has three letters, such as CNY.' : undefined}
          onValue={(text) => setTyped(text.trim().toUpperCase())}
        />
        <SendButton sent={sent}>Open it</SendButton>
      </div>
      <datalist id="currencies">
        {Intl.supportedValuesOf('currency').map((code) => (
          <option key={code} value={code} />
        ))}
      </datalist>
      <Outcome sent={sent}>{() => `Account ${account_id} is open.`}</Outcome>
    </form>
  );
}
