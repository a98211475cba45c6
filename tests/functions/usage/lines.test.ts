import type { UsageLine } from '../../../events/usage/usage.ts';
import { handler as line } from '../../../functions/usage/mqtt/line.ts';
import { redis } from '../../../lib/redis.ts';
import { withBroker } from '../../harness/published.ts';
import { withRedis } from '../../harness/redis.ts';
import { T0 } from '../device/doors.ts';
import { active, clockIs, MINUTE, newRider, release } from '../rental/doors.ts';
import { book, deliver, readLines, readLinesOf, readUnattributed, report, usage } from './doors.ts';

withRedis();
const published = withBroker();
beforeEach(() => redis().flushdb());
beforeEach(() => clockIs(T0));

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A line as rentals tell it. */
const one = (line_id: string, at: number, more: Partial<UsageLine> = {}): UsageLine => ({
  line_id,
  at,
  rental_id: line_id,
  device_id: 'tap',
  product: 'water_dispenser',
  account_id: 'rider',
  meter: 'volume',
  unit: 'ml',
  quantity: 100,
  amount: 4,
  currency: 'CNY',
  from: at - MINUTE,
  to: at,
  ...more,
});

const idsOf = ({ json }: { json: { lines: UsageLine[] } }) => json.lines.map(({ line_id }) => line_id);

test('the end of a rental is a line, and what is reported late is another', async () => {
  const rider = await newRider();
  const rental = await active(rider, 'water_dispenser');
  clockIs(T0 + MINUTE);
  await report(rental, 1000);
  await release(rider, rental);
  clockIs(T0 + 2 * MINUTE);
  await report(rental, 1230);
  await book(published);
  await book(published); // delivered again
  const { rental_id, device_id } = rental;
  const common = {
    rental_id,
    device_id,
    product: 'water_dispenser',
    account_id: rider.sub,
    meter: 'volume',
    unit: 'ml',
    currency: 'CNY',
    from: T0,
    to: T0 + MINUTE,
  };
  const lines = [
    { ...common, line_id: rental_id, at: T0 + MINUTE, quantity: 1000, amount: 40 },
    { ...common, line_id: `${rental_id}-1230`, at: T0 + 2 * MINUTE, quantity: 230, amount: 12 },
  ];
  expect((await readLines()).json).toEqual({ lines });
  expect((await readLinesOf(device_id)).json).toEqual({ lines });
});

test('lines are asked for by product, venue and time', async () => {
  await line(one('a', T0 - 2 * HOUR, { venue_id: 'mall' }));
  await line(one('b', T0 - HOUR, { product: 'shower' }));
  await line(one('c', T0, { device_id: 'other', venue_id: 'mall' }));
  await line(one('old', T0 - DAY - 1));
  expect(idsOf(await readLines())).toEqual(['a', 'b', 'c']);
  expect(idsOf(await readLines({ product: 'shower' }))).toEqual(['b']);
  expect(idsOf(await readLines({ venue_id: 'mall' }))).toEqual(['a', 'c']);
  expect(idsOf(await readLines({ from: `${T0 - DAY - 1}`, to: `${T0}` }))).toEqual(['old', 'a', 'b']);
  expect(idsOf(await readLinesOf('tap'))).toEqual(['a', 'b']);
  expect(idsOf(await readLinesOf('tap', { from: `${T0 - 2 * HOUR + 1}` }))).toEqual(['b']);
  expect((await readLines({ from: '2', to: '1' })).json.reason).toBe('invalid_from');
  expect((await readLines({ from: '0' })).json).toMatchObject({
    reason: 'invalid_from',
    detail: 'A period has 31 days at most.',
  });
});

test.each(['all', 'one device'])('every line of %s is on one page', async (of) => {
  const wanted: string[] = [];
  for (let i = 0; i < 40; i++) {
    const at = T0 - Math.floor(i / 7) * 17 * MINUTE - (i > 30 ? DAY : 0); // several of a moment
    await line(one(`line-${i}`, at));
    wanted.push(`line-${i}`);
  }
  const period = { from: `${T0 - 2 * DAY}`, to: `${T0 + 1}` };
  const found: string[] = [];
  let pages = 0;
  for (let after: string | undefined = ''; after !== undefined; pages++) {
    const query: Record<string, string> = { ...period, limit: '5', ...(after && { after }) };
    const page: Awaited<ReturnType<typeof readLines>> = await (of === 'all'
      ? readLines(query)
      : readLinesOf('tap', query));
    found.push(...idsOf(page));
    after = page.json.next;
  }
  expect(found.sort()).toEqual(wanted.sort());
  expect(pages).toBe(9);
  const first = await readLines({ limit: '1', to: `${T0 + 1}` });
  clockIs(T0 + 60_000); // the day before now has moved on
  expect((await readLines({ limit: '1', after: first.json.next })).json.lines).toHaveLength(1);
  expect((await readLines({ ...period, after: 'x' })).json.reason).toBe('invalid_after');
  expect((await readLines({ ...period, after: '1.0' })).json.reason).toBe('invalid_after');
});

test('a spreadsheet gets CSV, and the address of the next page', async () => {
  await line(one('a', T0 - MINUTE, { account_id: '=HYPERLINK("x")', venue_id: 'mall' }));
  await line(one('b', T0));
  const { text, headers } = await readLines({ format: 'csv', limit: '1', product: 'water_dispenser' });
  expect(headers['content-type']).toBe('text/csv');
  expect(text).toBe(
    'line_id,at,rental_id,device_id,product,venue_id,account_id,meter,unit,quantity,amount,currency,from,to\r\n' +
      `a,${T0 - MINUTE},a,tap,water_dispenser,mall,"'=HYPERLINK(""x"")",volume,ml,100,4,CNY,${T0 - 2 * MINUTE},${T0 - MINUTE}\r\n`,
  );
  const link = `</v1/usage?format=csv&limit=1&product=water_dispenser&after=${T0 - MINUTE}.1>; rel="next"`;
  expect(headers.link).toBe(link);
  const last = await readLinesOf('tap', { format: 'csv' });
  expect([last.text!.split('\r\n').length, last.headers.link]).toEqual([4, undefined]);
});

test('lines are kept for 100 days', async () => {
  await line(one('a', T0));
  for (const key of [`usage:${T0}`, 'usage:device:tap']) {
    expect(await redis().ttl(key)).toBe((100 * DAY) / 1000);
  }
  await line(one('b', T0 - 100 * DAY));
  expect(await redis().zcard('usage:device:tap')).toBe(1);
});

test("what is on nobody's bill is read device by device, and bounded for each", async () => {
  for (const device of ['x', 'y', 'z']) await deliver([device, usage({ rental_id: 'r1', quantity: 1 })]);
  const first = (await readUnattributed({ limit: '2' })).json;
  expect(first.next).toBe('y');
  const second = (await readUnattributed({ limit: '2', after: first.next })).json;
  expect([...first.usage, ...second.usage].map(({ device_id }) => device_id)).toEqual(['x', 'y', 'z']);
  expect(second.next).toBeUndefined();
  await deliver(['y', usage({ rental_id: 'r2', quantity: 1 })]); // between two pages
  expect((await readUnattributed({ limit: '2', after: 'y' })).json.usage).toMatchObject([{ device_id: 'z' }]);
  await redis().del('usage:unattributed:z'); // as Redis does after 30 days
  await readUnattributed();
  expect(await redis().zrange('usage:unattributed', 0, -1)).toEqual(['x', 'y']);
  for (let page = 0; page < 3; page++) {
    const many = Array.from({ length: 400 }, (_, i) => ({ rental_id: `r${page}-${i}`, quantity: 1 }));
    await deliver(['x', usage(...many)]);
  }
  await deliver(['x', usage({ rental_id: 'r0-0', quantity: 5 })]); // known, so there is room
  const kept = (await readUnattributed({ limit: '20' })).json.usage;
  const ofX = kept.filter(({ device_id }: { device_id: string }) => device_id === 'x');
  expect(ofX).toHaveLength(1000);
  expect(ofX).toContainEqual(expect.objectContaining({ rental_id: 'r0-0', quantity: 5 }));
  expect(await redis().ttl('usage:unattributed:x')).toBe((30 * DAY) / 1000);
});
