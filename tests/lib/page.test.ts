import fc from 'fast-check';
import { nextOf, rangeOf } from '../../lib/page.ts';

test('page after page is everything once, newest first, whatever is added meanwhile', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.integer({ min: 1, max: 20 }), (length, limit) => {
      const list = Array.from({ length }, (_, i) => i);
      const seen: number[] = [];
      for (let before: number | undefined; ; ) {
        const [first, last] = rangeOf({ before, limit });
        const page = first < 0 ? list.slice(first) : list.slice(first, last + 1);
        seen.push(...page.reverse());
        const { next } = nextOf({ before, limit }, list.length);
        if (next === undefined) break;
        before = next;
        list.push(list.length);
      }
      expect(seen).toEqual(Array.from({ length }, (_, i) => length - 1 - i));
    }),
  );
});
