import type { UsageTariff } from '../../events/product/tariff.ts';
import { money } from '../parts/money.ts';
import { costOf, coveredBy } from './settle.ts';
import { quantityOf } from './units.ts';

/** How much is wanted of what flows; nothing is as much as what is set aside covers. */
export function Quantity({
  tariff,
  wanted,
  onChange,
}: {
  tariff: UsageTariff;
  wanted: number | undefined;
  onChange: (quantity: number | undefined) => void;
}) {
  const { unit, currency } = tariff;
  const covered = coveredBy(tariff);
  return (
    <label>
      <span>How much, in {unit}</span>
      <input
        type="number"
        inputmode="numeric"
        min="1"
        max={covered}
        step="1"
        onInput={({ currentTarget: { value } }) => {
          const number = Math.floor(Number(value));
          onChange(number > 0 ? number : undefined);
        }}
      />
      <small class="faint" aria-live="polite">
        {wanted !== undefined
          ? `${quantityOf(wanted, unit)} cost ${money(costOf(tariff, wanted), currency)} at most.`
          : covered !== undefined
            ? `Leave it empty to stop when you like, at ${quantityOf(covered, unit)} at the latest.`
            : 'Leave it empty to stop when you like.'}
      </small>
    </label>
  );
}
