import { type Charge, DAYS_A_MONTH } from './bill.ts';
import type { Estimate } from './estimate.ts';
import type { Fleet } from './fleet.ts';
import { LOOKED_UP, PRICES, type Price, REDIS_COMMANDS_A_SECOND, REGION } from './prices.ts';

type Row = readonly [service: string, counted: string, quantity: string, price: string, dollars: string];

const HEAD: Row = ['service', 'what is counted', 'a day', 'price, $', '$ a day'];
/** What costs less than this part of the day, or than half a cent, is summed up. */
const SMALL = { part: 0.002, dollars: 0.005 };

/** The estimate as text: a line for each charge, the sums, and what to know of them. */
export function tableOf(
  fleet: Fleet,
  { charges, plan, perDay, idlePerDay, commandsPerSecond }: Estimate,
  others: readonly [way: string, perDay: number][],
): string {
  const small = Math.max(SMALL.dollars, perDay * SMALL.part);
  const rows = charges.filter(({ dollars }) => dollars >= small).map(rowOf);
  const rest = charges.filter(({ dollars }) => dollars < small).reduce((sum, { dollars }) => sum + dollars, 0);
  if (plan > 0) rows.push(['Upstash Redis', 'fixed plan', '', `${plan * DAYS_A_MONTH} a month`, money(plan)]);
  rows.push(['all services', 'all smaller charges', '', '', money(rest)]);
  const sums: [string, number][] = [
    ['a day', perDay],
    [`a month of ${DAYS_A_MONTH} days`, perDay * DAYS_A_MONTH],
    ['idle, a day', idlePerDay],
    ['idle, a month', idlePerDay * DAYS_A_MONTH],
  ];
  if (fleet.messages > 0)
    sums.push(['a million messages, without the idle part', (perDay - idlePerDay) / (fleet.messages / 1e6)]);
  const lines = [...aligned([HEAD, ...rows]), '', ...sums.map(([what, dollars]) => `$ ${what}: ${money(dollars)}`)];
  const ways = others.map(([way, dollars]) => `with ${way}: ${money(dollars)} a day`);
  return [...lines, '', ...ways, '', ...notes(commandsPerSecond)].join('\n');
}

function notes(commandsPerSecond: number): string[] {
  const commands = Math.round(commandsPerSecond);
  const over = commandsPerSecond > REDIS_COMMANDS_A_SECOND;
  return [
    `Redis: ${grouped(commands)} commands a second on average${over ? `, more than the ${grouped(REDIS_COMMANDS_A_SECOND)} that Upstash takes` : ''}.`,
    `Prices: ${REGION}, looked up ${LOOKED_UP}; no free tier is taken off. Messages come evenly over the day.`,
  ];
}

function rowOf({ price: name, by, quantity, dollars }: Charge): Row {
  const price: Price = PRICES[name];
  const amount = `${amountOf(quantity)}${price.held ? ' held' : ''}`;
  return [price.service, `${price.unit}: ${by}`, amount, priceOf(price), money(dollars)];
}

function priceOf({ tiers, size, held }: Price): string {
  const dollars = (tiers.find(([, each]) => each > 0) ?? tiers[0]!)[1];
  const per = size === 1 ? '' : ` per ${grouped(size)}`;
  return `${tiers.length > 1 ? 'at most ' : ''}${dollars}${per}${held ? ' a month' : ''}`;
}

const amountOf = (quantity: number): string =>
  quantity >= 100 ? grouped(Math.round(quantity)) : String(Number(quantity.toPrecision(3)));

const grouped = (whole: number): string => whole.toLocaleString('en-US');

const money = (dollars: number): string =>
  dollars.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Text to the left, figures to the right. */
function aligned(rows: readonly Row[]): string[] {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 2 || i === 4 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd(),
  );
}
