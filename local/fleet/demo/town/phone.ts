import { setTimeout as sleep } from 'node:timers/promises';
import type { StateReport } from '../../../../events/device/state-report.ts';
import type { RentalEvent, RentalView } from '../../../../events/rental/rental.ts';
import { type Ask, bodyOf, Refused } from '../../client.ts';
import type { Random } from '../crowd.ts';
import { Inbox } from './inbox.ts';
import type { Line } from './line.ts';
import type { LngLat } from './map.ts';

/** How long a ride and the rest after it take, ms. */
export interface Pace {
  ride: readonly [least: number, most: number];
  rest: readonly [least: number, most: number];
}

export const LEISURELY: Pace = { ride: [20_000, 60_000], rest: [3000, 20_000] };

export interface PhoneOptions {
  id: string;
  position: LngLat;
  ask: Ask;
  /** It takes one of these for each ride. */
  lines: readonly Line[];
  /** What it reads from the devices' stickers. */
  codes: ReadonlyMap<string, string>;
  topUp(): Promise<unknown>;
  /** Hears how every outing ended: `settled`, or the reason why there was no ride. */
  tell(outcome: string): void;
  pace: Pace;
  random: Random;
}

/** Under this balance the operator is asked for more; minor units. */
const LOW = 5000;
const RADIUS = 2000;
/** It takes one of so many nearest devices. */
const CHOICE = 4;
/** A device's answer may be under way for a moment when its time is over, ms. */
const GRACE = 1000;
/** What shows that a device has started may be under way so long, ms. */
const START_GRACE = 5000;

/** A rider's phone: looks for a device, scans it, rides and releases, again and again. */
export class Phone {
  readonly #options: PhoneOptions;
  readonly #news = new Inbox<RentalEvent>();
  #position: LngLat;

  constructor(options: PhoneOptions) {
    this.#options = options;
    this.#position = options.position;
  }

  /** Its life until the signal ends it. What goes wrong on one outing is told, and the next one begins. */
  async live(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.#news.close(), { once: true });
    while (!signal.aborted) {
      try {
        const outcome = await this.outing();
        if (outcome !== undefined) this.#options.tell(outcome);
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof Refused)) console.error(`demo: ${this.#options.id}: ${(error as Error).message}`);
        this.#options.tell(error instanceof Refused ? error.reason : 'out_of_reach');
      }
      await sleep(this.#between(this.#options.pace.rest), undefined, { signal }).catch(() => {});
    }
  }

  /** What is told on `phones/{its id}/events`. */
  hearEvent(event: RentalEvent): void {
    this.#news.put(event.rental_id, event);
  }

  /** The state of the device that it rides, as it was forwarded: that is where the rider is. */
  hearState({ position }: StateReport): void {
    if (position) this.#position = position;
  }

  /** From the search to the release; gives how it ended, nothing where no device was free. */
  async outing(): Promise<string | undefined> {
    const { ask, lines, codes, topUp, pace } = this.#options;
    this.#news.clear();
    const { balance } = await bodyOf(ask.GET('/v1/account'));
    if (balance < LOW) await topUp();
    const code = codes.get((await this.#look()) ?? '');
    if (code === undefined) return undefined;

    const line = this.#pick(lines);
    const rental = await line.rent(code).catch((error: Error) => this.#cope(error));
    const refused = await this.#begins(rental);
    if (refused !== undefined) return refused;

    const over = await this.#news.take(rental.rental_id, this.#between(pace.ride));
    if (!over) await line.release(rental.rental_id);
    return 'settled';
  }

  /** Waits until the device has begun; why it has not, if so. Nobody is told of a deadline at once, so it looks. */
  async #begins({ rental_id, start_until, expires_at }: RentalView): Promise<string | undefined> {
    const until = start_until === undefined ? expires_at : start_until + START_GRACE;
    const answer = await this.#news.take(rental_id, until - Date.now() + GRACE);
    if (answer) return answer.type === 'rental_active' ? undefined : (answer.reason ?? answer.type);
    const path = { params: { path: { rental_id } } };
    const { state, reason } = await bodyOf(this.#options.ask.GET('/v1/rentals/{rental_id}', path));
    return state === 'active' ? undefined : (reason ?? state);
  }

  /** One of the nearest devices that can be rented and whose code is known. */
  async #look(): Promise<string | undefined> {
    const query = { near: `${this.#position}`, radius: RADIUS, limit: 100 };
    const { devices } = await bodyOf(this.#options.ask.GET('/v1/devices', { params: { query } }));
    const known = devices.map(({ device_id }) => device_id).filter((id) => this.#options.codes.has(id));
    return this.#pick(known.slice(0, CHOICE));
  }

  /** What a refusal calls for, so that the next outing may succeed; the refusal stays one. */
  async #cope(error: Error): Promise<never> {
    const reason = error instanceof Refused ? error.reason : undefined;
    if (reason === 'insufficient_balance') await this.#options.topUp();
    if (reason === 'too_many_rentals') await this.#giveBack();
    throw error;
  }

  /** Ends what an earlier outing has left open. */
  async #giveBack(): Promise<void> {
    const { rentals } = await bodyOf(this.#options.ask.GET('/v1/rentals'));
    const open = rentals.filter(({ state }) => state === 'requested' || state === 'active');
    await Promise.all(open.map(({ rental_id }) => this.#options.lines[0]!.release(rental_id)));
  }

  #between([least, most]: readonly [number, number]): number {
    return least + this.#options.random() * (most - least);
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#options.random() * list.length)]!;
  }
}
