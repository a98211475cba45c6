import { type Ask, bodyOf, caller, newKey, type Schema } from './client.ts';

/** Over the API as an operator; without a token of its own it uses one of the laptop's issuer. */
export const operator = (api: string, token?: string): Ask => caller(api, { sub: 'operator', role: 'operator' }, token);

/** Registers a venue over the API. */
export async function registerVenue(
  api: string,
  venue_id: string,
  body: Schema<'VenueBody'>,
  token?: string,
): Promise<void> {
  await operator(api, token).PUT('/v1/venues/{venue_id}', { params: { path: { venue_id } }, body });
}

type Device = Schema<'DeviceBody'>;

/** Registers a device that can be rented; gives the code for its sticker. */
export async function registerDevice(
  ask: Ask,
  device_id: string,
  product: string,
  position: NonNullable<Device['position']>,
): Promise<string> {
  const params = { path: { device_id } };
  const { code } = await bodyOf(ask.PUT('/v1/devices/{device_id}', { params, body: { product, position } }));
  return code;
}

/** Registers a rider's account; its money is not touched. */
export async function registerAccount(ask: Ask, account_id: string): Promise<void> {
  await ask.PUT('/v1/accounts/{account_id}', { params: { path: { account_id } }, body: { currency: 'CNY' } });
}

/** Tops an account up; `amount` in minor units. */
export async function credit(ask: Ask, account_id: string, amount: number): Promise<void> {
  const params = { path: { account_id }, header: newKey() };
  await ask.POST('/v1/accounts/{account_id}/credits', { params, body: { amount } });
}
