import type { Tariff } from '../../events/product/tariff.ts';
import type { RentalEvent } from '../../events/rental/rental.ts';
import type { Start } from '../product/index.ts';

/** The action that starts a device. The times are there where the product says what shows that it has. */
interface StartOrder extends Start {
  /** When it must have shown. */
  until_at?: number;
  /** When it is decided: what shows in time may be under way until then. */
  decided_at?: number;
}

/** A rental as it is kept. Times in ms, amounts in minor units. */
export interface Rental {
  rental_id: string;
  state: 'requested' | 'active' | 'settled' | 'cancelled';
  device_id: string;
  /** Its product. */
  kind: string;
  /** Where the device was registered. */
  venue_id?: string;
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
  /** How it starts the device, where its product says how. */
  start?: StartOrder;
  /** When the device said that it starts. */
  accepted_at?: number;
  /** When it was seen to have started, though the rental was over. */
  late_start_at?: number;
  active_at?: number;
  /** When the prepaid time, or the amount set aside, is used up. */
  ends_at?: number;
  ended_at?: number;
  amount?: number;
  /** Why it was cancelled or ended. */
  reason?: string;
  /** The most that its renter wants, in the unit of the tariff. */
  wanted?: number;
  /** What its meter had counted when it was over, and since. */
  used?: { meter: string; unit: string; quantity: number };
}

/** An event for device and phone, written to the outbox in the step that it reports. */
export interface Turn {
  id: string;
  type: RentalEvent['type'];
  at: number;
  rental: Rental;
  /** The start is to be taken back: nobody else has the device by now. */
  take_back?: boolean;
  /** What its end, or a late report, adds to what was used and paid. */
  added?: { id: string; quantity: number; amount: number };
}

/** Whether the rental waits for its device to be seen to start. */
const awaitsStart = ({ start }: Rental): boolean => start?.until_at !== undefined;

/** What has become of a rental, in one of few words. */
export function outcomeOf({ state, reason = '' }: Rental): string {
  if (state !== 'cancelled') return state === 'settled' ? 'ended' : state;
  if (isSilence(reason)) return 'unanswered';
  return reason === 'start_failed' || reason === 'released' ? reason : 'refused'; // a device refuses in its own words
}

/** When a request that has not become a rental is over. */
export const requestUntil = ({ start, expires_at }: Rental): number => start?.decided_at ?? expires_at;

/** Whether this says that the device has not answered. */
export const isSilence = (reason: string): boolean => reason === 'no_answer' || reason === 'start_unanswered';

/** Why a request came to nothing. */
export function silence(rental: Rental): string {
  if (!awaitsStart(rental)) return 'no_answer';
  return rental.accepted_at === undefined ? 'start_unanswered' : 'start_failed';
}
