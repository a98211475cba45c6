import { money } from '../parts/money.ts';
import type { Schema } from '../talk/api.ts';

/** The money that one can use, and what of the balance cannot be used at the moment. */
export function Balance({ balance, held, outstanding, currency, blocked }: Schema<'Statement'>) {
  return (
    <section class="balance" aria-label="Balance">
      <h1>
        <span class="faint">You can spend</span>
        <b data-test="available">{money(balance - held - outstanding, currency)}</b>
      </h1>
      {held > 0 && <p class="faint">{money(held, currency)} is set aside for what runs now.</p>}
      {outstanding > 0 && (
        <p class="warn">{money(outstanding, currency)} are still to be paid; your next top-up pays them first.</p>
      )}
      {blocked && (
        <p class="notice bad" role="alert">
          Your account is blocked. Please ask the operator.
        </p>
      )}
    </section>
  );
}
