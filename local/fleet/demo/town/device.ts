import type { ActionCommand } from '../../../../events/command/command.ts';
import type { Command, CommandResult, DeviceEvent } from '../../../../events/device/command.ts';
import type { Lease as LeaseTold, StateReport } from '../../../../events/device/state-report.ts';
import type { UsageReport } from '../../../../events/usage/usage.ts';
import type { Random } from '../crowd.ts';
import type { Place } from '../mall.ts';
import { stepTowards } from '../walk.ts';
import type { Gauges } from './gauges.ts';
import type { Machine } from './machine.ts';
import { type LngLat, lngLat, SQUARE, somewhere } from './map.ts';
import { Tap } from './tap.ts';

/** What it publishes below `devices/{its id}/`. */
export interface Saying {
  topic: string;
  payload: StateReport | UsageReport | CommandResult | DeviceEvent;
}

/**
 * Stubborn ones refuse sometimes, sleepy ones fall silent for a while now and then, lying ones say that they have done
 * what they have not, and tardy ones do it too late.
 */
export type Temper = 'willing' | 'stubborn' | 'sleepy' | 'lying' | 'tardy';

export interface DeviceOptions {
  /** Whether it moves while it is rented, at any time, or never. */
  moves?: 'rented' | 'always' | 'never';
  /** What it says of itself besides its charge. */
  gauges?: Pick<Gauges, 'read'>;
  /** What its actions do to it. */
  machine?: Pick<Machine, 'read' | 'do' | 'undo' | 'step'>;
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
  /** The action that has started it. */
  action: string | undefined;
  /** Where what flows is paid for. */
  tap: Tap | undefined;
}

/** For a device that has no actions. */
const NO_MACHINE = { read: () => ({}), do: () => 'unknown_action', undo: () => {}, step: () => false };

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
  /** What a rental that is over has used, to be said next. */
  #used: Saying[] = [];
  /** The newest that it has seen. */
  #fence = 0;
  #seq = 0;
  #silentUntil = 0;
  /** What it has answered to actions: commands are delivered at least once. */
  readonly #answered = new Map<string, string | undefined>();
  #said = { at: Number.NEGATIVE_INFINITY, rental_id: '', place: [Number.NaN, Number.NaN] as Place, shown: '' };

  constructor(options: DeviceOptions) {
    this.#options = {
      temper: 'willing',
      moves: 'never',
      gauges: { read: () => undefined },
      machine: NO_MACHINE,
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
    this.#options.machine.step(now);
    return [...this.#flow(seconds, now), ...this.#endOfTime(now), ...this.#report(now)];
  }

  /** What it says to a command; nothing to one that is too old. */
  hear(command: Command | ActionCommand, now: number): Saying[] {
    if (this.#isSilent(0, now) || now > command.expires_at) return [];
    if (command.type === 'action') return this.#answer(command, this.#act(command, now), now);
    if (command.fence < this.#fence) return [];
    this.#fence = command.fence;
    const refused = this.#obey(command, now);
    return [...this.#used.splice(0), ...this.#answer(command, refused, now)];
  }

  #answer(command: Command | ActionCommand, refused: string | undefined, now: number): Saying[] {
    const { command_id } = command;
    const result: CommandResult = {
      command_id,
      ...(refused === undefined ? { outcome: 'done' } : { outcome: 'refused', reason: refused }),
      ...('fence' in command && { fence: command.fence }),
      at: now,
    };
    return [{ topic: `commands/${command_id}/result`, payload: result }, ...this.#report(now)];
  }

  /** Why it does not, if so; told twice, it does it once. */
  #act({ command_id, action, input }: ActionCommand, now: number): string | undefined {
    if (!this.#answered.has(command_id)) this.#answered.set(command_id, this.#options.machine.do(action, input, now));
    return this.#answered.get(command_id);
  }

  /** Why it does not obey, if so. */
  #obey({ type, rental_id, phone_id = '', fence, minutes, action, limit }: Command, now: number): string | undefined {
    const mine = this.#lease?.told.rental_id;
    switch (type) {
      case 'bind':
        if (mine === rental_id) return undefined; // told twice
        if (action === undefined && this.#options.temper === 'stubborn' && this.#options.random() < REFUSES) {
          return 'lock_jammed';
        }
        if (action !== undefined) {
          const refused = this.#options.machine.do(action, undefined, now);
          if (refused !== undefined) return refused;
        }
        this.#lease = {
          told: { rental_id, phone_id, fence },
          ends_at: minutes === undefined ? Number.POSITIVE_INFINITY : now + minutes * MINUTE,
          action,
          tap: limit && new Tap(rental_id, limit, this.#options.boot, now),
        };
        return undefined;
      case 'release':
        if (mine === rental_id) this.#end(now);
        return undefined;
      default:
        return 'unknown_command';
    }
  }

  /** It stops by itself where what was set aside covers no more. */
  #flow(seconds: number, now: number): Saying[] {
    const tap = this.#lease?.tap;
    tap?.flow(seconds);
    if (tap?.isFull) this.#end(now);
    const said = tap?.isFull ? undefined : tap?.say(now, false);
    return [...this.#used.splice(0), ...(said ? [{ topic: 'usage', payload: said }] : [])];
  }

  /** A prepaid time ends by itself. */
  #endOfTime(now: number): Saying[] {
    if (!this.#lease || now < this.#lease.ends_at) return [];
    const { rental_id, fence } = this.#lease.told;
    this.#end(now);
    return [{ topic: 'events', payload: { type: 'released', rental_id, fence, at: now } }];
  }

  /** Nobody has it any more: what its rental has started ends. */
  #end(now: number): void {
    if (this.#lease?.action !== undefined) this.#options.machine.undo(this.#lease.action, now);
    const used = this.#lease?.tap?.say(now, true);
    if (used) this.#used.push({ topic: 'usage', payload: used });
    this.#lease = undefined;
  }

  #report(now: number): Saying[] {
    const { at, rental_id: saidRental, place, shown: saidShown } = this.#said;
    const rental_id = this.#lease?.told.rental_id ?? '';
    const effects = this.#options.machine.read();
    const shown = JSON.stringify(effects);
    const hasMoved = place !== this.#place && now - at >= MOVED_AFTER;
    if (rental_id === saidRental && shown === saidShown && !hasMoved && now - at < AT_LATEST) return [];
    this.#said = { at: now, rental_id, place: this.#place, shown };
    this.#seq += 1;
    const properties: Record<string, unknown> = { ...this.#options.gauges.read(), ...effects };
    if ('locked' in properties && !('locked' in effects)) properties.locked = !this.#lease;
    const report: StateReport = {
      seq: this.#seq,
      boot: this.#options.boot,
      at: now,
      position: lngLat(this.#place, this.#options.centre),
      battery: Math.round(this.#battery * 100) / 100,
      status: this.#lease ? 'in_use' : 'available',
      ...(this.#lease && { lease: this.#lease.told }),
      ...(Object.keys(properties).length > 0 && { properties }),
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
