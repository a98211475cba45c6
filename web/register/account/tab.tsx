import { useEffect, useState } from 'preact/hooks';
import { href, place } from '../../place.ts';
import { TextField } from '../form/field.tsx';
import { showFirstFault } from '../form/first-fault.ts';
import { idFault } from '../form/id-fault.ts';
import { Shown } from './shown.tsx';

/** Asks for an account, and shows it: `#/register/account/alice`. */
export function AccountTab() {
  const [, , shown] = place.value.path;
  const [id, setId] = useState(shown ?? '');
  const [isTried, setTried] = useState(false);
  useEffect(() => {
    if (shown !== undefined) setId(shown);
  }, [shown]);
  return (
    <>
      <form
        class="card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (idFault(id)) showFirstFault(event.currentTarget);
          else location.hash = href(['register', 'account', id]);
        }}
      >
        <div class="one-line">
          <TextField
            label="Account"
            value={id}
            hint="The sub of the rider's token. One that is not there yet can be opened."
            fault={isTried ? idFault(id) : undefined}
            onValue={setId}
          />
          <button type="submit" class="main">
            Show
          </button>
        </div>
      </form>
      {shown !== undefined && <Shown key={shown} account_id={shown} />}
    </>
  );
}
