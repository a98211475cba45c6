/**
 * What is known of one cell over some time: a mean of minute means, so that a robot that reports more often does not
 * count more.
 */
interface Tally {
  /** Sum of the means of its minutes. */
  sum: number;
  /** Minutes in which the cell was seen. */
  minutes: number;
  /** The highest single count. */
  peak: number;
  samples: number;
}

/** Heat by cell. */
export type Heat = Map<string, Tally>;

/** Merges heat of different times: sums are added, of peaks the higher one is kept. */
export function merge(into: Heat, from: Heat): Heat {
  for (const [cell, { sum, minutes, peak, samples }] of from) {
    const known = into.get(cell);
    if (!known) into.set(cell, { sum, minutes, peak, samples });
    else {
      known.sum += sum;
      known.minutes += minutes;
      known.peak = Math.max(known.peak, peak);
      known.samples += samples;
    }
  }
  return into;
}
