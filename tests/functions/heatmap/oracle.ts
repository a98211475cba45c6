import type { CleanReport } from '../../../functions/heatmap/ingest/clean.ts';

const MINUTE = 60_000;

export interface Counted {
  sum: number;
  peak: number;
  samples: number;
}

/** Heat by "floor minute cell", counted the plain way: what Redis must hold after these reports, each taken once. */
export function counted(reports: Iterable<CleanReport>): Map<string, Counted> {
  const heat = new Map<string, Counted>();
  for (const { floor, at, people } of reports) {
    for (const [cell, count] of people) {
      const key = `${floor} ${Math.floor(at / MINUTE) * MINUTE} ${cell}`;
      const { sum, peak, samples } = heat.get(key) ?? { sum: 0, peak: 0, samples: 0 };
      heat.set(key, { sum: sum + count, peak: Math.max(peak, count), samples: samples + 1 });
    }
  }
  return heat;
}

const TEN_MINUTES = 10 * MINUTE;

/** Which reports were seen, written for clarity: one that comes again has the same time, to ten minutes. */
export class Memory {
  #seen = new Set<string>();

  verdict({ boot, seq, at }: { boot: string; seq: number; at: number }): 'accepted' | 'duplicate' {
    const report = `${boot} ${seq} ${Math.floor(at / TEN_MINUTES)}`;
    if (this.#seen.has(report)) return 'duplicate';
    this.#seen.add(report);
    return 'accepted';
  }
}
