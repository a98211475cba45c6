import type { ThingModel } from '../../../../events/product/thing-model.ts';
import type { Random } from '../crowd.ts';
import type { Temper } from './device.ts';

type Actions = NonNullable<ThingModel['actions']>;

/** How often a device is as its temper says. */
const SOMETIMES = 0.5;
/** A tardy one starts so much too late, ms. */
const TARDY = 40_000;

/** What a device's actions do to it: the effect that its product names, at once, late or not at all. */
export class Machine {
  readonly #actions: Actions;
  readonly #temper: Temper;
  readonly #random: Random;
  readonly #values = new Map<string, unknown>();
  #late: { at: number; property: string; value: unknown } | undefined;

  constructor({ actions = {} }: Pick<ThingModel, 'actions'>, temper: Temper, random: Random) {
    this.#actions = actions;
    this.#temper = temper;
    this.#random = random;
    for (const { 'skein:effect': effect } of Object.values(actions)) {
      if (effect) this.#values.set(effect.property, typeof effect.is === 'boolean' ? false : '1.0.0');
    }
  }

  /** The properties that its actions show in. */
  read(): Record<string, unknown> {
    return Object.fromEntries(this.#values);
  }

  /** Does it, or says why not. */
  do(name: string, input: unknown, now: number): string | undefined {
    const action = this.#actions[name];
    if (!action) return 'unknown_action';
    const isItself = this.#random() < SOMETIMES;
    if (this.#temper === 'stubborn' && isItself) return 'door_open';
    if (this.#temper === 'lying' && isItself) return undefined;
    const { property, is } = action['skein:effect'] ?? {};
    if (property === undefined) return undefined;
    const member = typeof is === 'string' ? /^\{(\w+)\}$/.exec(is)?.[1] : undefined;
    const value = member === undefined ? is : (input as Record<string, unknown> | undefined)?.[member];
    this.#late = undefined;
    if (this.#temper === 'tardy' && isItself) this.#late = { at: now + TARDY, property, value };
    else this.#values.set(property, value);
    return undefined;
  }

  /** What its product names to take an action back. */
  undo(name: string, now: number): void {
    const undo = this.#actions[name]?.['skein:undo'];
    const effect = undo === undefined ? undefined : this.#actions[undo]?.['skein:effect'];
    if (effect) this.#values.set(effect.property, effect.is);
    if (this.#late && this.#late.at > now) this.#late = undefined;
  }

  /** Whether something has changed by itself. */
  step(now: number): boolean {
    if (!this.#late || now < this.#late.at) return false;
    this.#values.set(this.#late.property, this.#late.value);
    this.#late = undefined;
    return true;
  }
}
