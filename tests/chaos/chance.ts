import { createHash } from 'node:crypto';

export type Chance = ReturnType<typeof chanceOf>;

/**
 * Draws that depend on the seed and on what they are drawn for, and on nothing that was drawn before: a run that is
 * replayed meets the same faults, though real answers arrive in another order.
 */
export function chanceOf(seed: number) {
  /** 0 to less than 1. */
  const of = (...what: (string | number)[]): number =>
    createHash('sha1')
      .update([seed, ...what].join(' '))
      .digest()
      .readUInt32BE(0) /
    2 ** 32;
  return {
    of,
    is: (part: number, ...what: (string | number)[]): boolean => of(...what) < part,
    /** A whole number from `least` to `most`. */
    from: (least: number, most: number, ...what: (string | number)[]): number =>
      least + Math.floor(of(...what) * (most - least + 1)),
    one: <T>(all: readonly T[], ...what: (string | number)[]): T => all[Math.floor(of(...what) * all.length)]!,
    shuffled: <T>(all: readonly T[], ...what: (string | number)[]): T[] =>
      all
        .map((one, i) => ({ one, order: of('shuffled', i, ...what) }))
        .sort((a, b) => a.order - b.order)
        .map(({ one }) => one),
  };
}
