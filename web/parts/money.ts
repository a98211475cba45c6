const formatOf = (currency: string) => new Intl.NumberFormat(undefined, { style: 'currency', currency });

/** How many digits the minor units of a currency take: 2 of CNY, 0 of JPY. */
export const minorDigits = (currency: string): number =>
  formatOf(currency).resolvedOptions().maximumFractionDigits ?? 2;

/** Minor units of a currency as people write them. */
export const money = (amount: number, currency: string): string =>
  formatOf(currency).format(amount / 10 ** minorDigits(currency));
