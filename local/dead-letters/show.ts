import { obtain } from '../../lib/obtain.ts';
import type { Letter, Target } from './letter.ts';

/** What kind of letter it is: what it could not be handed to. */
const kindOf = ({ target }: Letter): Target['to'] | 'unknown' => target?.to ?? 'unknown';

/** HeatmapDeadLetters is of the domain heatmap. */
export const domainOf = (queue: string): string =>
  queue.replace(/Dead(Letters|Batches)$/, '').replace(/^./, (first) => first.toLowerCase());

/** Where a letter goes, in one word or two: `rule skein_prod_crowd`. */
export function targetName({ target }: Letter): string {
  switch (target?.to) {
    case 'rule':
      return `rule ${target.rule}`;
    case 'function':
      return `function ${/:function:([^:]+)/.exec(target.arn)?.[1] ?? target.arn}`;
    case 'queue':
      return `queue ${target.arn.split(':').at(-1)}`;
    case 'stream':
      return `stream ${target.arn.split('/').at(-1)}`;
    default:
      return 'nowhere';
  }
}

/** A letter for people and their tools. */
export function shown(letter: Letter): object {
  const { id, at, queue, reason, target, payload } = letter;
  return {
    id,
    at: new Date(at).toISOString(),
    queue,
    domain: domainOf(queue),
    kind: kindOf(letter),
    target: targetName(letter),
    ...(target?.to === 'rule' && { topic: target.topic }),
    reason,
    payload: legible(payload),
  };
}

/** A payload as JSON, an envelope opened; as text, or as base64 if it is not even that. */
function legible(payload: Uint8Array): unknown {
  const bytes = Buffer.from(payload);
  const text = bytes.toString();
  if (!Buffer.from(text).equals(bytes)) return { base64: bytes.toString('base64') };
  try {
    const value = JSON.parse(text) as { data?: unknown } | null;
    const isEnvelope = typeof value?.data === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(value.data);
    return isEnvelope ? { ...value, data: legible(Buffer.from(value.data as string, 'base64')) } : value;
  } catch {
    return text;
  }
}

export interface Count {
  queue: string;
  kind: string;
  letters: number;
  oldest: string;
  example: string;
}

/** How many letters lie in each queue by kind, since when, and the reason of the oldest. */
export function counts(letters: readonly Letter[]): Count[] {
  const groups = new Map<string, Letter[]>();
  for (const letter of letters) obtain(groups, `${letter.queue} ${kindOf(letter)}`, () => []).push(letter);
  return [...groups.values()].map((group) => {
    const oldest = group.reduce((a, b) => (b.at < a.at ? b : a));
    return {
      queue: oldest.queue,
      kind: kindOf(oldest),
      letters: group.length,
      oldest: new Date(oldest.at).toISOString(),
      example: oldest.reason,
    };
  });
}
