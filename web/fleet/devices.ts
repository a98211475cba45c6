import type { DeviceLook } from '../map/layers.ts';
import { ask } from '../talk/api.ts';

export type Device = Awaited<ReturnType<typeof readPage>>['devices'][number];
export type Product = Awaited<ReturnType<typeof listProducts>>[number];

const PAGE = 500;
/** What a browser lists; a larger fleet is filtered by the API. */
export const MOST = 10_000;

export interface Asked {
  product?: string | undefined;
  venue_id?: string | undefined;
}

async function readPage({ product, venue_id }: Asked, after: string | undefined) {
  const query = { limit: PAGE, ...(product && { product }), ...(venue_id && { venue_id }), ...(after && { after }) };
  return ask('console', (client) => client.GET('/v1/fleet', { params: { query } }));
}

/** All devices that the filter lets through, as far as a browser lists them. */
export async function readFleet(asked: Asked): Promise<Device[]> {
  const devices: Device[] = [];
  let after: string | undefined;
  do {
    const page = await readPage(asked, after);
    devices.push(...page.devices);
    after = page.next;
  } while (after !== undefined && devices.length < MOST);
  return devices;
}

async function listProducts() {
  return (await ask('console', (client) => client.GET('/v1/products'))).products;
}

/** By their ids. */
export const readProducts = async (): Promise<ReadonlyMap<string, Product>> =>
  new Map((await listProducts()).map((product) => [product.product_id, product]));

/** What a marker shows of a device, the gravest first. */
export function lookOf({ online, in_use, status, reported_status }: Looked): DeviceLook {
  if (!online) return 'offline';
  if (status !== 'available' || reported_status === 'fault' || reported_status === 'out_of_service') return 'fault';
  return in_use ? 'in_use' : 'free';
}

type Looked = Pick<Device, 'online' | 'in_use' | 'status' | 'reported_status'>;

export const LOOKS: Record<DeviceLook, string> = {
  free: 'Ready',
  in_use: 'In use',
  fault: 'Out of service',
  offline: 'Offline',
};

/** A value of a property with the unit that its product gives it. */
export function withUnit(value: unknown, unit: string | undefined): string {
  if (typeof value === 'number' && unit === '1') return `${Math.round(value * 100)} %`;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text =
    typeof value === 'string' ? value : typeof value === 'number' ? value.toLocaleString() : JSON.stringify(value);
  return unit && unit !== '1' ? `${text} ${unit}` : text;
}
