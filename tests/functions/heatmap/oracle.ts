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

/**
 * The sequence memory, written for clarity: which verdict a report gets, given all that came before. It keeps every
 * number it has seen and then asks whether the memory of the real one would have reached that far.
 */
export class Memory {
  #boots = new Map<string, { seen: Set<number>; last: number; newest: number }>();

  verdict({ boot, seq, at }: { boot: string; seq: number; at: number }): 'accepted' | 'duplicate' | 'too_late' {
    if (!this.#boots.has(boot)) {
      if (this.#boots.size === 2) {
        const [oldest] = [...this.#boots].sort(([, a], [, b]) => a.newest - b.newest)[0]!;
        if (at <= this.#boots.get(oldest)!.newest) return 'too_late';
        this.#boots.delete(oldest);
      }
      this.#boots.set(boot, { seen: new Set(), last: seq, newest: at });
    }
    const memory = this.#boots.get(boot)!;
    if (seq <= memory.last - 64) return 'too_late';
    if (memory.seen.has(seq)) return 'duplicate';
    memory.seen.add(seq);
    memory.last = Math.max(memory.last, seq);
    memory.newest = Math.max(memory.newest, at);
    return 'accepted';
  }
}
