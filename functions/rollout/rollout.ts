import type { RolloutBody, RolloutView, TARGET_STATES } from '../../events/rollout/rollout.ts';
import { recordId } from '../../lib/idempotency.ts';
import type { FieldOf } from '../../lib/key.ts';
import type { keys } from './keys.ts';

/** A rollout as it was asked for, which never changes. */
export interface Rollout extends Omit<RolloutBody, 'input'> {
  rollout_id: string;
  created_at: number;
  /** As JSON, which Lua does not take apart. */
  input?: string;
  /** How many hashes its targets are spread over. */
  shards: number;
  fingerprint: string;
}

export type TargetState = (typeof TARGET_STATES)[number];

/** How far it is, field by field. */
export type Progress = ReadonlyMap<FieldOf<typeof keys.progress>, string>;

const PER_SHARD = 500;

export const shardsFor = (devices: number): number => Math.max(1, Math.ceil(devices / PER_SHARD));

/** The shard of a device: by a hash, so that the targets that go first are a sample of all. */
export const shardOf = ({ rollout_id, shards }: Rollout, device_id: string): number =>
  Number.parseInt(recordId([rollout_id], device_id).slice(0, 8), 16) % shards;

/** Of the command to a device: telling it again is the same command. */
export const commandOf = (rollout_id: string, device_id: string): string =>
  `command-${recordId(['rollout', rollout_id], device_id)}`;

export const countIn = (progress: Progress, name: FieldOf<typeof keys.progress>): number =>
  Number(progress.get(name) ?? 0);

/** How many targets go first. */
export const canarySize = ({ canary }: Rollout, total: number): number => Math.ceil(canary * total);

export function stateOf(progress: Progress): RolloutView['state'] {
  const held = progress.get('held');
  if (held) return held as 'paused' | 'halted' | 'stopped';
  const phase = progress.get('phase') as 'planning' | 'canary' | 'running';
  return phase !== 'planning' && isOver(progress) ? 'done' : phase;
}

/** Nothing is left to be told or awaited. */
const isOver = (progress: Progress): boolean =>
  countIn(progress, 'waiting') + countIn(progress, 'offline') + countIn(progress, 'sent') === 0;
