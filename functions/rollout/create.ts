import { randomUUID } from 'node:crypto';
import type { RolloutBody } from '../../events/rollout/rollout.ts';
import { refuse } from '../../lib/errors.ts';
import { fingerprint, once, recordId } from '../../lib/idempotency.ts';
import { script } from '../../lib/script.ts';
import { checkInput } from '../command/index.ts';
import { countDevices } from '../device/index.ts';
import { productOf } from '../product/index.ts';
import createLua from './create.lua';
import { keys, LIVES } from './keys.ts';
import { type Rollout, shardsFor } from './rollout.ts';

type Reply = { created: true } | { refused: 'idempotency_key_reused' };

const createScript = /* @__PURE__ */ script<
  'rollout' | 'progress' | 'all' | 'open',
  { rollout: Rollout; lives: number },
  Reply
>(createLua, [once]);

/** Creates a rollout, whose targets are chosen later; gives its id. Throws a Problem with the reason. */
export async function createRollout(
  { input, ...body }: RolloutBody,
  sub: string,
  key: string | undefined,
  now: number,
): Promise<string> {
  const { thing } = await productOf(body.product);
  const action = Object.hasOwn(thing.actions ?? {}, body.action) ? thing.actions![body.action] : undefined;
  if (!action) throw refuse('action_unknown');
  checkInput(action, input);
  const rollout_id = recordId(['rollout', sub], key ?? randomUUID());
  const rollout: Rollout = {
    ...body,
    rollout_id,
    created_at: now,
    ...(input !== undefined && { input: JSON.stringify(input) }),
    shards: shardsFor(await countDevices({ product: body.product, venue_id: body.where?.venue_id })),
    fingerprint: fingerprint({ ...body, input }),
  };
  const reply = await createScript(
    { rollout: keys.rollout(rollout_id), progress: keys.progress(rollout_id), all: keys.all(), open: keys.open() },
    { rollout, lives: LIVES },
  );
  if ('refused' in reply) throw refuse(reply.refused);
  return rollout_id;
}
