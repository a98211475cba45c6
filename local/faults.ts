/** What is milder on a laptop than on AWS, and how much of it is wanted all the same. */
export interface Faults {
  /** How far the replicas that answer plain reads of Redis are behind, ms. */
  stale: number;
  /** The part of the calls of functions, but for those of routes, that Lambda refuses: 0 to less than 1. */
  throttled: number;
  /** How many times longer than here it takes until something is tried again; 300 is as on AWS. */
  slower: number;
}

const NONE: Faults = { stale: 0, throttled: 0, slower: 1 };
const MOST: Faults = { stale: 60_000, throttled: 0.99, slower: 1000 };

/** Reads `stale=500,throttled=0.2,slower=10`, or a part of it; throws where it is none. */
export function faultsIn(text: string): Faults {
  const faults = { ...NONE };
  for (const part of text.split(',').filter(Boolean)) {
    const [, name, number] = /^(stale|throttled|slower)=(\d+(?:\.\d+)?)$/.exec(part) ?? [];
    const value = Number(number);
    if (!name || value < NONE[name as keyof Faults] || value > MOST[name as keyof Faults]) {
      throw new Error(`SKEIN_FAULTS has ${part}; it takes stale=ms, throttled=0 to 0.99, slower=1 to 1000`);
    }
    faults[name as keyof Faults] = value;
  }
  return faults;
}

/** Those of this process. */
export const FAULTS = faultsIn(process.env.SKEIN_FAULTS ?? '');
