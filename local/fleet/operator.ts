import { type Ask, caller } from './client.ts';

/** Over the API as an operator; without a token of its own it uses one of the laptop's issuer. */
export const operator = (api: string, token?: string): Ask => caller(api, { sub: 'operator', role: 'operator' }, token);

/** Registers a venue over the API. */
export async function registerVenue(api: string, venueId: string, venue: unknown, token?: string): Promise<void> {
  await operator(api, token)('PUT', `/v1/venues/${encodeURIComponent(venueId)}`, venue);
}

/** Registers a device that can be rented; gives the code for its sticker. */
export async function registerDevice(ask: Ask, id: string, kind: string, position: readonly number[]): Promise<string> {
  const { code } = await ask<{ code: string }>('PUT', `/v1/devices/${encodeURIComponent(id)}`, { kind, position });
  return code;
}

/** Registers a rider's account; its money is not touched. */
export const registerAccount = (ask: Ask, id: string): Promise<unknown> =>
  ask('PUT', `/v1/accounts/${encodeURIComponent(id)}`, { currency: 'CNY' });

/** Tops an account up; `amount` in minor units. */
export const credit = (ask: Ask, id: string, amount: number): Promise<unknown> =>
  ask('POST', `/v1/accounts/${encodeURIComponent(id)}/credits`, { amount }, { 'idempotency-key': crypto.randomUUID() });
