import type { Launched } from '../local/launch.ts';
import { ingestBesideParse } from './crowd/ingest.ts';
import { publishUntilCounted } from './crowd/stack.ts';

/** What a crowd report costs: the function alone beside JSON.parse of the same text, and the whole stack. */
export async function crowd(stack: Launched, { rounds }: { rounds: number }) {
  const [batches, messages] = [Math.ceil(rounds / 10), rounds * 20];
  return {
    ingest: {
      one_point: await ingestBesideParse(stack, 1, batches),
      six_points: await ingestBesideParse(stack, 6, batches),
    },
    stack: {
      one_point: await publishUntilCounted(stack, 1, messages),
      six_points: await publishUntilCounted(stack, 6, messages),
    },
  };
}
