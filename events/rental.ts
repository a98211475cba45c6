import Type from 'typebox';
import type { KindName } from './kinds.ts';
import { Id } from './schema.ts';
import type { Tariff } from './tariffs.ts';

/** The body of `POST /v1/rentals`, and of a phone's request to rent. */
export const RentBody = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 200 }), phone_id: Type.Optional(Id) },
  { additionalProperties: false },
);

/** A phone's request to release, on `phones/{phone_id}/requests/{request_id}`. */
export const ReleaseBody = Type.Object({ rental_id: Id }, { additionalProperties: false });

export type RentalState = 'requested' | 'active' | 'ended' | 'settled' | 'cancelled';

/** What was asked for: a sticker's version or a feed's vehicle, as the code was signed for it. */
export interface Asked {
  /** Of the request; the same idempotency key with another one is refused. */
  fingerprint: string;
  code_version?: number;
  vehicle_id?: string;
}

/** A rental as it is kept. Times in ms, amounts in minor units. */
export interface Rental {
  rental_id: string;
  state: RentalState;
  device_id: string;
  kind: KindName;
  account_id: string;
  phone_id: string;
  /** Only grows per device; whatever carries an older one is refused. */
  fence: number;
  tariff: Tariff;
  asked: Asked;
  requested_at: number;
  /** Until then the device has to answer. */
  expires_at: number;
  active_at?: number;
  /** When the prepaid time, or what was set aside, is over. */
  ends_at?: number;
  ended_at?: number;
  amount?: number;
  /** Why it was cancelled or ended. */
  reason?: string;
}

/** What a phone is told on `phones/{phone_id}/events`. */
export interface RentalEvent {
  type: 'rental_active' | 'rental_cancelled' | 'rental_ended';
  rental_id: string;
  device_id: string;
  fence: number;
  at: number;
  reason?: string;
  amount?: number;
}
