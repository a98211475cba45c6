import fc from 'fast-check';
import type { Letter } from '../../../local/dead-letters/letter.ts';
import { isToBeSent, redrive } from '../../../local/dead-letters/redrive.ts';
import type { Source } from '../../../local/dead-letters/source.ts';

const NOW = 1000;

interface Made {
  kind: 'rule' | 'function' | 'queue' | 'stream';
  isWanted: boolean;
  isNew: boolean;
  isRefused: boolean;
  /** It is accepted, but cannot be deleted. */
  isStuck: boolean;
}

const TARGETS = {
  rule: { to: 'rule', rule: 'r', topic: 't', payload: Buffer.from('') },
  function: { to: 'function', arn: 'arn:aws:lambda:r:1:function:f', payload: '' },
  queue: { to: 'queue', arn: 'arn:aws:sqs:r:1:q', body: '' },
  stream: { to: 'stream', arn: 'arn:aws:kinesis:r:1:stream/s', partitionKey: '', data: Buffer.from('') },
} as const;

const letterFor = ({ kind, isNew }: Made, id: string): Letter => ({
  ...{ id, queue: 'q', at: isNew ? NOW + 1 : NOW, reason: '', payload: Buffer.from('') },
  target: TARGETS[kind],
});

const made = fc.record<Made>({
  kind: fc.constantFrom('rule', 'function', 'queue', 'stream'),
  isWanted: fc.boolean(),
  isNew: fc.boolean(),
  isRefused: fc.boolean(),
  isStuck: fc.boolean(),
});
const sources = fc.array(fc.array(fc.array(made, { maxLength: 30 }), { maxLength: 4 }), { maxLength: 3 });

/** Redrives letters made so; gives the tallies, and in their order what was sent and what was deleted. */
async function run(plan: Made[][][]) {
  const plans = new Map<string, Made>();
  const done: [string, string][] = [];
  const laid = plan.map((batches, i): Source => {
    const letters = batches.map((batch, j) =>
      batch.map((one, k) => {
        const id = `${i}.${j}.${k}`;
        plans.set(id, one);
        return letterFor(one, id);
      }),
    );
    return {
      queue: `q${i}`,
      async *batches() {
        for (const batch of letters) {
          yield {
            letters: batch,
            remove: async (sent) => {
              const stuck = new Set(sent.flatMap(({ id }) => (plans.get(id)!.isStuck ? [id] : [])));
              for (const { id } of sent) if (!stuck.has(id)) done.push(['deleted', id]);
              return stuck;
            },
          };
        }
      },
    };
  });
  const tallies = await redrive(laid, {
    send: async ({ id }) => {
      if (plans.get(id)!.isRefused) throw new Error('refused');
      done.push(['sent', id]);
    },
    isWanted: ({ id }) => plans.get(id)!.isWanted,
    tell: () => {},
    now: NOW,
  });
  return { tallies, done, plans };
}

test('any mix, any failures: sent and left are all, none is deleted unsent, none is sent twice', async () => {
  await fc.assert(
    fc.asyncProperty(sources, async (plan) => {
      const { tallies, done, plans } = await run(plan);
      const ids = (what: string) => done.flatMap(([verb, id]) => (verb === what ? [id] : []));
      const isDue = ({ isWanted, isNew }: Made) => isWanted && !isNew;
      const due = [...plans].filter(([, one]) => isDue(one) && !one.isRefused).map(([id]) => id);
      expect(ids('sent').sort()).toEqual(due.sort());
      expect(ids('deleted').sort()).toEqual(due.filter((id) => !plans.get(id)!.isStuck).sort());
      for (const [i, [verb, id]] of done.entries()) {
        if (verb === 'deleted') expect(done.findIndex((one) => one[0] === 'sent' && one[1] === id)).toBeLessThan(i);
      }
      const total = (of: 'sent' | 'failed' | 'left') => tallies.reduce((sum, one) => sum + one[of], 0);
      expect(total('sent') + total('left')).toBe(plans.size);
      expect(total('sent')).toBe(ids('deleted').length);
      expect(total('failed')).toBe(
        [...plans.values()].filter((one) => isDue(one) && (one.isRefused || one.isStuck)).length,
      );
    }),
  );
});

const plain: Made = { kind: 'rule', isWanted: true, isNew: false, isRefused: false, isStuck: false };

test('by target: how many were sent, failed and left, with a reason', async () => {
  const { tallies } = await run([
    [[plain, { ...plain, isRefused: true }, { ...plain, isNew: true }]],
    [[{ ...plain, kind: 'stream' }], [{ ...plain, kind: 'stream', isStuck: true }]],
  ]);
  expect(tallies).toEqual([
    { target: 'rule r', sent: 1, failed: 1, left: 2, example: 'refused' },
    {
      target: 'stream s',
      sent: 1,
      failed: 1,
      left: 1,
      example: expect.stringMatching('sent, but could not be deleted'),
    },
  ]);
});

test('a batch that cannot be deleted at all stays, and the next one goes on', async () => {
  const letter = letterFor(plain, 'a');
  const other = letterFor(plain, 'b');
  const source: Source = {
    queue: 'q',
    async *batches() {
      yield { letters: [letter], remove: () => Promise.reject(new Error('down')) };
      yield { letters: [other], remove: async () => new Set() };
    },
  };
  const told: number[][] = [];
  const tell = (...numbers: number[]) => void told.push(numbers);
  const tallies = await redrive([source], { send: async () => {}, isWanted: () => true, tell, now: NOW });
  expect(tallies).toMatchObject([{ sent: 1, failed: 1, left: 1 }]);
  expect(told).toEqual([
    [0, 1],
    [1, 1],
  ]);
});

test("a phone's request that holds no time is only sent if it is named", () => {
  const of = (target: Letter['target']): Letter => ({
    ...{ id: 'one', queue: 'q', at: NOW, reason: '', payload: Buffer.from('') },
    target,
  });
  const request = of({ ...TARGETS.rule, rule: 'skein_prod_phone_request' });
  expect(isToBeSent(request, undefined)).toBe(false);
  expect(isToBeSent(request, ['other'])).toBe(false);
  expect(isToBeSent(request, ['one'])).toBe(true);
  for (const other of Object.values(TARGETS)) {
    expect(isToBeSent(of(other), undefined)).toBe(true);
    expect(isToBeSent(of(other), ['other'])).toBe(false);
  }
});
