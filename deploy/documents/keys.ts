import { keys as account } from '../../functions/account/keys.ts';
import { keys as command } from '../../functions/command/keys.ts';
import { keys as device } from '../../functions/device/keys.ts';
import { keys as heatmap } from '../../functions/heatmap/keys.ts';
import { keys as product } from '../../functions/product/keys.ts';
import { keys as rejection } from '../../functions/rejection/keys.ts';
import { keys as rental } from '../../functions/rental/keys.ts';
import { keys as rollout } from '../../functions/rollout/keys.ts';
import { keys as rule } from '../../functions/rule/keys.ts';
import { keys as usage } from '../../functions/usage/keys.ts';
import { keys as venue } from '../../functions/venue/keys.ts';
import type { KeySpec } from '../../lib/key.ts';

const DOMAINS: Record<string, Record<string, { pattern: string; spec: KeySpec }>> = {
  account,
  command,
  device,
  heatmap,
  product,
  rejection,
  rental,
  rollout,
  rule,
  usage,
  venue,
};

/** Every key of Redis, with the domain that owns it. */
export const KEYS = Object.entries(DOMAINS).flatMap(([domain, keys]) =>
  Object.entries(keys).map(([name, { pattern, spec }]) => ({ domain, name, pattern, spec })),
);
