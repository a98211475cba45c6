import fc from 'fast-check';
import { withRedis } from '../../harness/redis.ts';
import { unique } from '../../harness/unique.ts';
import { applyReports, clean, NOW } from './applied.ts';
import { Memory } from './oracle.ts';

withRedis();

describe('the sequence memory', () => {
  test('knows the last number and the 63 before it, to the very one', async () => {
    const venue = unique('v');
    const verdictOf = async (seq: number) => {
      const { accepted, rejected } = await applyReports(venue, [clean({ seq })], []);
      return accepted === 1 ? 'accepted' : Object.keys(rejected)[0];
    };
    expect(await verdictOf(100)).toBe('accepted');
    expect([await verdictOf(37), await verdictOf(36)]).toEqual(['accepted', 'too_late']);
    expect([await verdictOf(37), await verdictOf(68), await verdictOf(69)]).toEqual([
      'duplicate',
      'accepted',
      'accepted',
    ]);
    expect(await verdictOf(101)).toBe('accepted');
    expect([await verdictOf(38), await verdictOf(37), await verdictOf(69)]).toEqual([
      'accepted',
      'too_late',
      'duplicate',
    ]);
  });

  test.each([1, 31, 32, 33, 45, 62, 63])('knows what it has seen before a gap of %i, and what not', async (gap) => {
    const venue = unique('v');
    const verdicts = (seqs: number[]) =>
      applyReports(
        venue,
        seqs.map((seq) => clean({ seq })),
        [],
      );
    const seen = [100, 99, 90, 70, 69, 68, 60, 40];
    const newest = 100 + gap;
    expect(await verdicts([...seen, newest])).toEqual({ accepted: seen.length + 1, rejected: {} });
    const window = Array.from({ length: 64 }, (_, i) => newest - i);
    const known = window.filter((seq) => seq === newest || seen.includes(seq));
    expect(await verdicts(known)).toEqual({ accepted: 0, rejected: { duplicate: known.length } });
    const unknown = window.filter((seq) => !known.includes(seq));
    expect(await verdicts(unknown)).toEqual({ accepted: unknown.length, rejected: {} });
  });

  test('reaches 64 numbers back in each of the two newest boots, as its model says', async () => {
    const step = fc.record({
      boot: fc.constantFrom('b1', 'b2', 'b3', 'b4'),
      seq: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constantFrom(63, 64, 65, 127, 128, 129, 5000)),
      at: fc.integer({ min: NOW - 60_000, max: NOW }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 150 }), fc.integer({ min: 1, max: 40 }), async (steps, size) => {
        const venue = unique('v');
        const model = new Memory();
        const expected: Record<string, number> = { accepted: 0, duplicate: 0, too_late: 0 };
        for (const one of steps) expected[model.verdict(one)]! += 1;
        const found: Record<string, number> = { accepted: 0, duplicate: 0, too_late: 0 };
        for (let i = 0; i < steps.length; i += size) {
          const { accepted, rejected } = await applyReports(venue, steps.slice(i, i + size).map(clean), []);
          found.accepted! += accepted;
          for (const [reason, count] of Object.entries(rejected)) found[reason]! += count!;
        }
        expect(found).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });
});
