import type { Command, CommandResult, DeviceEvent } from '../../../../events/device/command.ts';
import type { Lease as LeaseTold, StateReport } from '../../../../events/device/state-report.ts';
import type { Random } from '../crowd.ts';
import type { Place } from '../mall.ts';
import { stepTowards } from '../walk.ts';
import type { Gauges } from './gauges.ts';
import { type LngLat, lngLat, SQUARE, somewhere } from './map.ts';

/** What it publishes below `devices/{its id}/`. */
export interface Saying {
  topic: string;
  payload: StateReport | CommandResult | DeviceEvent;
}

/** Stubborn ones refuse sometimes, sleepy ones fall silent for a while now and then. */
export type Temper = 'willing' | 'stubborn' | 'sleepy';

export interface DeviceOptions {
  /** Whether it moves while it is rented, at any time, or never. */
  moves?: 'rented' | 'always' | 'never';
  /** What it says of itself besides its charge. */
  gauges?: Pick<Gauges, 'read'>;
  temper?: Temper;
  boot: string;
  /** Metres from the town's middle, which is at `centre`. */
  place?: Place;
  centre?: LngLat;
  random: Random;
}

interface Lease {
  told: LeaseTold;
  ends_at: number;
}

const SPEED = 4;
const MINUTE = 60_000;
/** A report is due after a change of status at once, of place after so many ms, and after so many ms in any case. */
const MOVED_AFTER = 2000;
const AT_LATEST = 10_000;
const REFUSES = 0.5;
/** About once in so many seconds it falls silent, for at least and at most so many ms. */
const SILENT_EVERY = 120;
const SILENCE = [15_000, 45_000] as const;
/** Of the battery, for a metre ridden. */
const WORN = 0.00005;

/** A device that people rent, as its firmware would be written: it obeys commands and says how it is. */
export class Device {
  readonly #options: Required<DeviceOptions>;
  #place: Place;
  #goal: Place;
  #battery: number;
  #lease: Lease | undefined;
  /** The newest that it has seen. */
  #fence = 0;
  #seq = 0;
  #silentUntil = 0;
  #said = { at: Number.NEGATIVE_INFINITY, rental_id: '', place: [Number.NaN, Number.NaN] as Place };

  constructor(options: DeviceOptions) {
    this.#options = {
      temper: 'willing',
      moves: 'never',
      gauges: { read: () => undefined },
      centre: SQUARE,
      place: [0, 0],
      ...options,
    };
    this.#place = this.#options.place;
    this.#goal = this.#place;
    this.#battery = 0.5 + options.random() / 2;
  }

  get isLeased(): boolean {
    return this.#lease !== undefined;
  }

  /** Lets `seconds` pass up to `now` (ms); gives what it says. */
  step(seconds: number, now: number): Saying[] {
    const { moves } = this.#options;
    if (moves === 'always' || (moves === 'rented' && this.#lease)) this.#move(seconds);
    if (this.#isSilent(seconds, now)) return [];
    return [...this.#endOfTime(now), ...this.#report(now)];
  }

  /** What it says to a command; nothing to one that is too old. */
  hear(command: Command, now: number): Saying[] {
    if (this.#isSilent(0, now) || now > command.expires_at || command.fence < this.#fence) return [];
    this.#fence = command.fence;
    const refused = this.#obey(command, now);
    const outcome =
      refused === undefined ? { outcome: 'done' as const } : { outcome: 'refused' as const, reason: refused };
    const { command_id, fence } = command;
    const result: CommandResult = { command_id, ...outcome, fence, at: now };
    return [{ topic: `commands/${command_id}/result`, payload: result }, ...this.#report(now)];
  }

  /** Why it does not obey, if so. */
  #obey({ type, rental_id, phone_id = '', fence, minutes }: Command, now: number): string | undefined {
    const mine = this.#lease?.told.rental_id;
    switch (type) {
      case 'bind':
        if (mine === rental_id) return undefined; // told twice
        if (this.#options.temper === 'stubborn' && this.#options.random() < REFUSES) return 'lock_jammed';
        this.#lease = {
          told: { rental_id, phone_id, fence },
          ends_at: minutes === undefined ? Number.POSITIVE_INFINITY : now + minutes * MINUTE,
        };
        return undefined;
      case 'release':
        if (mine === rental_id) this.#lease = undefined;
        return undefined;
      default:
        return 'unknown_command';
    }
  }

  /** A prepaid time ends by itself. */
  #endOfTime(now: number): Saying[] {
    if (!this.#lease || now < this.#lease.ends_at) return [];
    const { rental_id, fence } = this.#lease.told;
    this.#lease = undefined;
    return [{ topic: 'events', payload: { type: 'released', rental_id, fence, at: now } }];
  }

  #report(now: number): Saying[] {
    const { at, rental_id: saidRental, place } = this.#said;
    const rental_id = this.#lease?.told.rental_id ?? '';
    const hasMoved = place !== this.#place && now - at >= MOVED_AFTER;
    if (rental_id === saidRental && !hasMoved && now - at < AT_LATEST) return [];
    this.#said = { at: now, rental_id, place: this.#place };
    this.#seq += 1;
    const properties = this.#options.gauges.read();
    const report: StateReport = {
      seq: this.#seq,
      boot: this.#options.boot,
      at: now,
      position: lngLat(this.#place, this.#options.centre),
      battery: Math.round(this.#battery * 100) / 100,
      status: this.#lease ? 'in_use' : 'available',
      ...(this.#lease && { lease: this.#lease.told }),
      ...(properties && { properties }),
    };
    return [{ topic: 'state', payload: report }];
  }

  #isSilent(seconds: number, now: number): boolean {
    const { temper, random } = this.#options;
    if (now >= this.#silentUntil && temper === 'sleepy' && random() < seconds / SILENT_EVERY) {
      this.#silentUntil = now + SILENCE[0] + random() * (SILENCE[1] - SILENCE[0]);
    }
    return now < this.#silentUntil;
  }

  #move(seconds: number): void {
    const { place, arrived } = stepTowards(this.#place, this.#goal, SPEED * seconds);
    if (arrived) this.#goal = somewhere(this.#options.random);
    this.#place = place;
    this.#battery -= WORN * SPEED * seconds;
    if (this.#battery < 0.1) this.#battery = 1; // somebody has changed it
  }
}
