import { minorDigits } from '../../parts/money.ts';

/** The most that one credit may be; minor units. */
const MOST = 100_000_000;

/** Whether this looks like a currency, ISO 4217. */
export const isCurrency = (text: string): boolean => /^[A-Z]{3}$/.test(text);

/** An amount as people write it, such as `12.34`, in minor units. It is taken digit by digit, so nothing is rounded. */
export function minorUnitsOf(text: string, currency: string): { amount: number } | { fault: string } {
  const digits = minorDigits(currency);
  const example = digits > 0 ? `12.${'34567'.slice(0, digits)}` : '12';
  const [, whole, fraction = ''] = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.trim()) ?? [];
  if (whole === undefined) return { fault: `Write the amount as ${example}, without signs or spaces.` };
  if (fraction.length > digits)
    return { fault: digits > 0 ? `${currency} has ${digits} digits after the point.` : `${currency} has no cents.` };
  const amount = Number(whole + fraction.padEnd(digits, '0'));
  if (amount < 1) return { fault: 'It must be more than nothing.' };
  if (amount > MOST) return { fault: 'That is more than one credit may be.' };
  return { amount };
}
