/** Units that are too small to read where there are many of them. */
const LARGER: Record<string, string> = { ml: 'l', Wh: 'kWh', g: 'kg', m: 'km' };
const MANY = 1000;

/** An amount of what a meter counts: `250 ml`, `1.5 l`. */
export function quantityOf(amount: number, unit: string): string {
  const larger = LARGER[unit];
  if (larger === undefined || amount < MANY) return `${amount.toLocaleString()} ${unit}`;
  return `${(amount / MANY).toLocaleString(undefined, { maximumFractionDigits: 2 })} ${larger}`;
}
