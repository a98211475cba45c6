import { wordsFor } from '../words.ts';
import type { Heard } from './stream.ts';

type Notice = { rejections: { said: string; reason: string; detail: string }[]; count: number };

/** What a device says by the part of its topic, and as a rejection names it. */
const SAID: Record<string, string> = {
  crowd: 'crowd',
  state: 'state',
  events: 'events',
  result: 'results',
  usage: 'usage',
};

/** A rejection follows its message so soon, ms; a device is told a few times a minute at most. */
const SOON = 5000;

export interface Outcome {
  text: string;
  isBad: boolean;
  details?: string[];
}

/**
 * What became of a message, as far as it can be told from what was heard after it: a device is told of what did not
 * count on its topic of rejections, and is not told each time.
 */
export function outcomeOf(message: Heard, later: readonly Heard[]): Outcome {
  const parts = message.topic.split('/');
  const said = SAID[parts.at(-1)!];
  if (parts[2] === 'rejections') {
    const { count } = noticeIn(message.payload) ?? { count: 0 };
    return { text: `The device was told that ${count} of its messages did not count.`, isBad: true };
  }
  if (parts[2] === 'raw') return { text: 'Rules make reports of it, which the API counts by rule.', isBad: false };
  if (!said) return { text: 'It is for the device, or for who watches it; nothing is made of it.', isBad: false };
  const topic = `devices/${parts[1]}/rejections`;
  const told = later.filter((one) => one.topic === topic && one.number > message.number && one.at - message.at < SOON);
  const refused = told.flatMap(({ payload }) => noticeIn(payload)?.rejections ?? []).filter((one) => one.said === said);
  if (refused.length === 0)
    return { text: 'No rejection was heard after it: as far as that tells, it counts.', isBad: false };
  return {
    text: 'A rejection of this kind of message followed:',
    isBad: true,
    details: refused.map(({ reason, detail }) => `${wordsFor(reason)} ${detail}`),
  };
}

function noticeIn(payload: string): Notice | undefined {
  try {
    return JSON.parse(payload) as Notice;
  } catch {
    return undefined;
  }
}
