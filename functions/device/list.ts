import { invalid } from '../../lib/errors.ts';
import { redis } from '../../lib/redis.ts';
import { productsNow, propertiesOf } from '../product/index.ts';
import { keys } from './keys.ts';
import { partsOf } from './rentable.ts';
import { readDevices } from './store.ts';
import { valuesOf, viewDevice } from './view.ts';

const DEVICES_AT_ONCE = 500;
/** How many devices a page looks at before it ends with fewer than were asked for. */
const MOST_LOOKED_AT = 2000;

export interface Filter {
  product?: string | undefined;
  venue_id?: string | undefined;
  online?: 'true' | 'false' | undefined;
  status?: string | undefined;
  battery_below?: number | undefined;
  property?: string | undefined;
}

interface Page {
  after?: string | undefined;
  limit: number;
}

export type Row = Awaited<ReturnType<typeof readRows>>[number];

/** A page of the devices that a filter lets through, by product and id, and where the next page begins. */
export async function listDevices(filter: Filter, { after, limit }: Page, now: number) {
  const accepts = filterOf(filter);
  const devices: Row[] = [];
  let last = after;
  for (let looked = 0; looked < MOST_LOOKED_AT; ) {
    const members = await membersAfter(last, filter);
    for (const row of await readRows(members, now)) {
      if (devices.length === limit) return { devices, next: last! };
      if (accepts(row)) devices.push(row);
      last = `${row.product}/${row.device_id}`;
    }
    if (members.length < DEVICES_AT_ONCE) return { devices };
    looked += members.length;
    last = members.at(-1);
  }
  return { devices, next: last! };
}

/** How many devices a product has, at a venue or at all. */
export const countDevices = ({ product, venue_id }: { product: string; venue_id: string | undefined }) =>
  redis().zlexcount(indexOf(venue_id), `[${product}/`, `(${product}0`);

const indexOf = (venue_id: string | undefined) => (venue_id === undefined ? keys.all() : keys.at_venue(venue_id));

/** The next members of the index, those of one venue or of all; a product's lie together. */
function membersAfter(last: string | undefined, { venue_id, product }: Filter): Promise<string[]> {
  const first = product === undefined ? '-' : (`[${product}/` as const);
  const from = last === undefined ? first : (`(${last}` as const);
  const to = product === undefined ? '+' : (`(${product}0` as const); // 0 follows / in ASCII
  return redis().zrange(indexOf(venue_id), from, to, { byLex: true, offset: 0, count: DEVICES_AT_ONCE });
}

async function readRows(members: readonly string[], now: number) {
  if (members.length === 0) return [];
  const products = await productsNow(new Set(members.map((member) => partsOf(member).product)));
  const devices = await readDevices(members.map((member) => partsOf(member).device_id));
  return members.map((member, i) => {
    const { product, device_id: id } = partsOf(member);
    const device = devices[i]!;
    const declared = products.get(product);
    const reported_status = device.get('reported_status');
    return {
      ...viewDevice({ id, device }, now),
      product,
      ...(reported_status && { reported_status }),
      properties: valuesOf({ device, properties: declared ? propertiesOf(declared) : [] }),
    };
  });
}

/** Whether a row is one of those that were asked for; throws where the filter makes no sense. */
function filterOf({ product, venue_id, online, status, battery_below, property }: Filter): (row: Row) => boolean {
  const [name, wanted] = property === undefined ? [] : valueIn(property);
  return (row) =>
    (product === undefined || row.product === product) &&
    (venue_id === undefined || row.venue_id === venue_id) &&
    (online === undefined || row.online === (online === 'true')) &&
    (status === undefined || row.status === status || row.reported_status === status) &&
    (battery_below === undefined || (row.battery !== undefined && row.battery * 100 < battery_below)) &&
    (name === undefined || JSON.stringify(row.properties[name]) === wanted);
}

/** `occupied:false`, `line:"7"` or `line:express`: a property, and its value as JSON or as a word. */
function valueIn(text: string): [name: string, value: string] {
  const [, name, value] = /^([^:]+):(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw invalid('property', 'property must be name:value.');
  try {
    return [name, JSON.stringify(JSON.parse(value))];
  } catch {
    return [name, JSON.stringify(value)];
  }
}
