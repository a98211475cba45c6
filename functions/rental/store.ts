import { randomUUID } from 'node:crypto';
import type { KindName } from '../../events/kinds.ts';
import type { Rental } from '../../events/rental.ts';
import { TARIFFS, type Tariff } from '../../events/tariffs.ts';
import { keys } from '../../lib/keys.ts';
import { nextOf, type Page, rangeOf } from '../../lib/page.ts';
import { redis } from '../../lib/redis.ts';
import { script } from '../../lib/script.ts';
import { DAY, floorTo, SECOND } from '../../lib/time.ts';
import activate from './activate.lua';
import bind from './bind.lua';
import charge from './charge.lua';
import close from './close.lua';
import { longest, priceOf, refundOf } from './price.ts';
import type { Refusal } from './refusals.ts';

/** How long a device has to answer the bind command. */
export const ANSWER_WITHIN = 10 * SECOND;

/** What has ended and was not told by then is told by the sweeper. */
const TELL_WITHIN = 5 * SECOND;

export type BindRequest = Pick<Rental, 'rental_id' | 'device_id' | 'account_id' | 'phone_id' | 'asked'> & {
  now: number;
};

type BindReply = { kind: KindName; fence: number } | { repeated: Rental } | { refused: Refusal };
type BindOutcome = { rental: Rental; repeated?: true } | { refused: Refusal };
type Changed = { rental: Rental; changed: boolean };

/** Tariffs change with a deployment, so they are part of the script: Redis need not read them for every bind. */
const byKind = (value: (tariff: Tariff) => string): string =>
  `{ ${Object.entries(TARIFFS).map(([kind, tariff]) => `${kind} = ${value(tariff)}`)} }`;
const tariffs = `local TARIFFS = ${byKind((tariff) => `'${JSON.stringify(tariff)}'`)}`;
const holds = `local HOLDS = ${byKind((tariff) => String(tariff.form === 'metered' ? tariff.hold : tariff.price))}`;

const bindScript = script<object, BindReply>(tariffs, holds, bind);
const activateScript = script<object, Changed | { late: true }>(charge, activate);
const closeScript = script<object, Changed>(charge, close);

/** Takes the lease, or says why not. */
export async function bindDevice({ now, ...request }: BindRequest): Promise<BindOutcome> {
  const { rental_id, device_id, account_id } = request;
  const draft = { ...request, state: 'requested' as const, requested_at: now, expires_at: now + ANSWER_WITHIN };
  const reply = await bindScript(
    [
      keys.rental(rental_id),
      keys.device(device_id),
      keys.account(account_id),
      keys.accountRentals(account_id),
      keys.deadlines,
    ],
    draft,
  );
  if ('refused' in reply) return reply;
  if ('repeated' in reply) return { rental: reply.repeated, repeated: true };
  return { rental: { ...draft, ...reply, tariff: TARIFFS[reply.kind]! } };
}

/** The device has obeyed; `late` when its deadline has passed. */
export function activateRental({ rental_id, device_id, account_id, tariff }: Rental, now: number) {
  return activateScript(
    [keys.rental(rental_id), keys.device(device_id), keys.account(account_id), keys.ledger(account_id), keys.deadlines],
    { now, ends_at: now + longest(tariff) },
  );
}

/**
 * Cancels or settles it, once; a rental whose time is over ended then, whenever that is noticed. `until` is when its
 * device was last heard of, where that is what counts.
 */
export function closeRental(rental: Rental, reason: string, now: number, until = now): Promise<Changed> {
  const { rental_id, device_id, account_id, tariff } = rental;
  const { active_at = now, ends_at = now } = rental;
  const ended_at = Math.max(active_at, Math.min(until, now, ends_at));
  return closeScript(
    [
      keys.rental(rental_id),
      keys.device(device_id),
      keys.account(account_id),
      keys.ledger(account_id),
      keys.deadlines,
      keys.vehicles,
    ],
    {
      state: rental.state,
      now,
      ended_at,
      tell_by: now + TELL_WITHIN,
      price: priceOf(tariff, ended_at - active_at),
      refund: until < now ? refundOf(tariff, Math.max(0, ends_at - ended_at)) : 0,
      day: floorTo(active_at, DAY),
      reason,
      vehicle_id: randomUUID(),
    },
  );
}

export async function readRental(rentalId: string): Promise<Rental | undefined> {
  const text = (await redis().get(keys.rental(rentalId))) as string | null;
  return text === null ? undefined : (JSON.parse(text) as Rental);
}

/** A page of an account's rentals, newest first. */
export async function readRentals(account: string, page: Page): Promise<{ rentals: Rental[]; next?: number }> {
  const transaction = redis().multi();
  transaction.zrange(keys.accountRentals(account), ...rangeOf(page));
  transaction.zcard(keys.accountRentals(account));
  const [ids, length] = (await transaction.exec()) as unknown as [string[], number];
  return { rentals: await readEach(ids.reverse()), ...nextOf(page, length) };
}

/** Rentals whose deadline has passed. */
export async function overdue(now: number, limit: number): Promise<Rental[]> {
  const ids = (await redis().zrange(keys.deadlines, 0, now, { byScore: true, offset: 0, count: limit })) as string[];
  return readEach(ids);
}

async function readEach(ids: readonly string[]): Promise<Rental[]> {
  if (ids.length === 0) return [];
  const texts = (await redis().mget(...ids.map(keys.rental))) as (string | null)[];
  return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Rental]));
}

/** Everybody has been told that it is over. */
export const forgetDeadline = (rentalId: string) => redis().zrem(keys.deadlines, rentalId);

/** The device that a feed's vehicle id stands for at present. */
export const deviceOfVehicle = (vehicleId: string): Promise<string | null> => redis().hget(keys.vehicles, vehicleId);

/** When a device was last connected, if it is not now. */
export async function lostAt(deviceId: string): Promise<number | undefined> {
  const [online, at] = (await redis().hmget(keys.device(deviceId), 'online', 'session_at')) as unknown as (
    | string
    | null
  )[];
  return online === '0' && at !== null ? Number(at) : undefined;
}
