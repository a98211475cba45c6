import { useState } from 'preact/hooks';
import type { Schema } from '../../talk/api.ts';
import { Refused } from '../../talk/refused.ts';
import { wordsFor } from '../../words.ts';
import { TextField } from '../form/field.tsx';
import { showFirstFault } from '../form/first-fault.ts';
import { idFault } from '../form/id-fault.ts';
import { Outcome, SendButton } from '../form/outcome.tsx';
import { memberOf } from '../form/refusal.ts';
import { useSend } from '../form/send.ts';
import { useProducts } from '../reads.ts';
import { isCurrency } from './amount.ts';
import { Limits } from './limits.tsx';
import { Standing } from './standing.tsx';
import { TopUp } from './top-up.tsx';
import { writeAccount } from './write.ts';

/** Opens an account, and then shows it and what can be done with it. */
export function AccountTab() {
  const [id, setId] = useState('');
  const [typed, setTyped] = useState<string>();
  const [isTried, setTried] = useState(false);
  const [account, setAccount] = useState<Schema<'Account'>>();
  const tariffs = (useProducts().polled.value.value ?? []).flatMap((one) => one.thing['skein:rental']?.tariff ?? []);
  // a rider pays in the currency of the tariffs, or not at all
  const currency = typed ?? tariffs[0]?.currency ?? '';
  const { sent, run } = useSend(async () => {
    const opened = await writeAccount(id, { currency });
    setAccount(opened);
    return opened;
  });
  const reason = sent.error instanceof Refused ? sent.error.reason : undefined;
  const faults = isTried ? { id: idFault(id), currency: isCurrency(currency) ? undefined : NO_CURRENCY } : {};
  const refused = reason === 'currency_fixed' ? wordsFor(reason) : undefined;
  const refusedId = memberOf(sent.error) === 'account_id' ? (sent.error as Error).message : undefined;
  return (
    <>
      <form
        class="card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          const form = event.currentTarget;
          if (!idFault(id) && isCurrency(currency)) void run().then(() => showFirstFault(form));
          else showFirstFault(form);
        }}
      >
        <div class="one-line">
          <TextField
            label="Account"
            value={id}
            hint="The sub of the rider's token."
            fault={faults.id ?? refusedId}
            onValue={setId}
          />
          <TextField
            label="Currency"
            value={currency}
            list="currencies"
            hint="It stays."
            fault={faults.currency ?? refused}
            onValue={(text) => setTyped(text.trim().toUpperCase())}
          />
          <SendButton sent={sent}>Open</SendButton>
        </div>
        <datalist id="currencies">
          {Intl.supportedValuesOf('currency').map((code) => (
            <option key={code} value={code} />
          ))}
        </datalist>
        <p class="entry-hint">Opens an account that is there already, or makes it.</p>
        <Outcome sent={sent} besideField={(refused ?? refusedId) !== undefined}>
          {({ account_id }) => `Account ${account_id} is open.`}
        </Outcome>
      </form>
      {account && (
        <section class="card" key={account.account_id} aria-label="The account">
          <Standing account={account} />
          <TopUp account={account} onAccount={setAccount} />
          <Limits account={account} onAccount={setAccount} />
        </section>
      )}
    </>
  );
}

const NO_CURRENCY = 'A currency has three letters, such as CNY.';
