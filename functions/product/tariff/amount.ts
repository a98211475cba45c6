/** How many minor units of a currency make a major one, as powers of ten: 2 for CNY, 0 for JPY. */
const digits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits!;

/** Minor units in major ones, which GBFS uses. */
export const major = (amount: number, currency: string): number => amount / 10 ** digits(currency);

/** `6.00 CNY` */
export const spoken = (amount: number, currency: string): string =>
  `${major(amount, currency).toFixed(digits(currency))} ${currency}`;
