import type { Command } from '../../../../events/device/command.ts';
import type { UsageReport } from '../../../../events/usage/usage.ts';

/** A second's flow, by unit. */
const FLOW: Record<string, number> = { ml: 60, Wh: 1 };
/** It says what has flowed once in so many ms. */
const EVERY = 2000;

/** What flows for one rental, until the limit that the device was told. */
export class Tap {
  readonly #rental_id: string;
  readonly #limit: NonNullable<Command['limit']>;
  readonly #boot: string;
  readonly #from: number;
  #quantity = 0;
  #saidAt: number;

  constructor(rental_id: string, limit: NonNullable<Command['limit']>, boot: string, now: number) {
    this.#rental_id = rental_id;
    this.#limit = limit;
    this.#boot = boot;
    this.#from = now;
    this.#saidAt = now;
  }

  get isFull(): boolean {
    return this.#quantity >= (this.#limit.quantity ?? Number.POSITIVE_INFINITY);
  }

  flow(seconds: number): void {
    const { unit, quantity = Number.POSITIVE_INFINITY } = this.#limit;
    this.#quantity = Math.min(quantity, this.#quantity + (FLOW[unit] ?? 1) * seconds);
  }

  /** What it says now and then; at its end in any case. */
  say(now: number, final: boolean): UsageReport | undefined {
    if (!final && now - this.#saidAt < EVERY) return undefined;
    this.#saidAt = now;
    const { meter } = this.#limit;
    const quantity = Math.floor(this.#quantity);
    const entry = { rental_id: this.#rental_id, meter, quantity, from: this.#from, to: now, ...(final && { final }) };
    return { seq: now, boot: this.#boot, at: now, entries: [entry] };
  }
}
