import type { KeySpec } from '../lib/key.ts';
import { keys as account } from './account/keys.ts';
import { keys as backup } from './backup/keys.ts';
import { keys as command } from './command/keys.ts';
import { keys as device } from './device/keys.ts';
import { keys as gbfs } from './gbfs/keys.ts';
import { keys as heatmap } from './heatmap/keys.ts';
import { keys as product } from './product/keys.ts';
import { keys as rejection } from './rejection/keys.ts';
import { keys as rental } from './rental/keys.ts';
import { keys as rollout } from './rollout/keys.ts';
import { keys as rule } from './rule/keys.ts';
import { keys as usage } from './usage/keys.ts';
import { keys as venue } from './venue/keys.ts';

/** The keys of every domain; for backups and for docs/keys.md alone, as a domain touches no keys but its own. */
export const DOMAINS = {
  account,
  backup,
  command,
  device,
  gbfs,
  heatmap,
  product,
  rejection,
  rental,
  rollout,
  rule,
  usage,
  venue,
};

export interface DeclaredKey {
  /** That owns it. */
  domain: string;
  name: string;
  pattern: string;
  spec: KeySpec;
}

/** Every key of Redis. */
export const KEYS: DeclaredKey[] = Object.entries(DOMAINS).flatMap(([domain, keys]) =>
  Object.entries(keys).map(([name, { pattern, spec }]) => ({ domain, name, pattern, spec })),
);
