import { clock } from './clock.ts';
import type { Faults } from './faults.ts';

type Work = () => Promise<void> | void;

/** What is planned, and when; the clock goes on from one thing to the next. */
export function agendaOf(faults: Faults) {
  const entries: { at: number; number: number; work: () => Promise<void> }[] = [];
  let numbers = 0;

  /** Does something at a time, after what was planned for that time before. */
  function at(time: number, work: Work): void {
    const entry = { at: Math.max(time, clock.now), number: ++numbers, work: async () => work() };
    let i = entries.length;
    while (i > 0 && entries[i - 1]!.at > entry.at) i -= 1;
    entries.splice(i, 0, entry);
  }

  const after = (span: number, work: Work): void => at(clock.now + span, work);

  const isDue = (until: number): boolean => entries.length > 0 && entries[0]!.at <= until;

  /** Does all that is planned until then; now and then two things at the same moment. */
  async function run(until: number): Promise<void> {
    while (isDue(until)) {
      const now = [entries.shift()!];
      while (isDue(until) && faults.happens('together', 0.02, entries[0]!.number)) now.push(entries.shift()!);
      clock.now = Math.max(clock.now, now.at(-1)!.at);
      await Promise.all(now.map(({ work }) => work()));
    }
    clock.now = Math.max(clock.now, until);
  }

  return { at, after, run };
}
