import type { Tariff } from '../../events/product/tariff.ts';
import type { RentalEvent } from '../../events/rental/rental.ts';

/** A rental as it is kept. Times in ms, amounts in minor units. */
export interface Rental {
  rental_id: string;
  state: 'requested' | 'active' | 'settled' | 'cancelled';
  device_id: string;
  /** Its product. */
  kind: string;
  account_id: string;
  phone_id: string;
  /** Only grows per device; whatever carries an older one is refused. */
  fence: number;
  tariff: Tariff;
  /** Of the request; the same idempotency key with another one is refused. */
  fingerprint: string;
  /** What the code was signed for: a sticker's version, or a feed's vehicle. */
  asked: { code_version?: number; vehicle_id?: string };
  requested_at: number;
  /** The device must answer before this. */
  expires_at: number;
  active_at?: number;
  /** When the prepaid time, or the amount set aside, is used up. */
  ends_at?: number;
  ended_at?: number;
  amount?: number;
  /** Why it was cancelled or ended. */
  reason?: string;
}

/** An event for device and phone, written to the outbox in the step that it reports. */
export interface Turn {
  id: string;
  type: RentalEvent['type'];
  at: number;
  rental: Rental;
}
