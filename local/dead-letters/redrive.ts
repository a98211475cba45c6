import { obtain } from '../../lib/obtain.ts';
import { slices } from '../../lib/slices.ts';
import type { Letter } from './letter.ts';
import { targetName } from './show.ts';
import type { Batch, Source } from './source.ts';

/**
 * Whether a letter is to be sent again: those of `ids`, or all. A phone's request that no rule could hand on is only sent
 * if it is named: it does not hold when it was made, so it would rent now, for somebody who may have left hours ago.
 */
export const isToBeSent = ({ id, target }: Letter, ids: readonly string[] | undefined): boolean =>
  ids ? ids.includes(id) : !(target?.to === 'rule' && target.rule.endsWith('_phone_request'));

/** What became of the letters for one target; `sent` and `left` together are all that were found. */
export interface Tally {
  target: string;
  sent: number;
  /** Of those that are left: these were tried. */
  failed: number;
  left: number;
  /** Why one of them failed. */
  example?: string;
}

interface Redrive {
  send(letter: Letter): Promise<void>;
  isWanted(letter: Letter): boolean;
  /** Called after each batch, with how many have been sent and failed so far. */
  tell(sent: number, failed: number): void;
  now: number;
}

/** So many are sent at the same time. */
const AT_ONCE = 20;

/**
 * Sends every wanted letter that is older than `now` to where it failed, and then removes it; never one that was not
 * accepted. What fails again while this runs is newer, and stays for the next time.
 */
export async function redrive(sources: readonly Source[], { send, isWanted, tell, now }: Redrive): Promise<Tally[]> {
  const tallies = new Map<string, Tally>();
  const total = { sent: 0, failed: 0 };
  for (const source of sources) {
    for await (const batch of source.batches()) {
      const wanted = batch.letters.filter((letter) => letter.at <= now && isWanted(letter));
      const failures = await sendAndRemove(batch, wanted);
      for (const letter of batch.letters) count(letter, wanted.includes(letter), failures.get(letter.id));
      tell(total.sent, total.failed);
    }
  }
  return [...tallies.values()];

  /** The reasons of those that are still there, by id. */
  async function sendAndRemove(batch: Batch, wanted: Letter[]): Promise<Map<string, string>> {
    const failures = new Map<string, string>();
    for (const some of slices(wanted, AT_ONCE)) {
      await Promise.all(some.map((one) => send(one).catch((error: Error) => failures.set(one.id, error.message))));
    }
    const sent = wanted.filter(({ id }) => !failures.has(id));
    if (sent.length === 0) return failures;
    const kept = await batch.remove(sent).catch(() => new Set(sent.map(({ id }) => id)));
    for (const id of kept) failures.set(id, 'it was sent, but could not be deleted: the next redrive sends it again');
    return failures;
  }

  function count(letter: Letter, wasTried: boolean, failure: string | undefined): void {
    const target = targetName(letter);
    const tally = obtain(tallies, target, (): Tally => ({ target, sent: 0, failed: 0, left: 0 }));
    if (wasTried && failure === undefined) {
      tally.sent += 1;
      total.sent += 1;
      return;
    }
    tally.left += 1;
    if (failure === undefined) return;
    tally.failed += 1;
    total.failed += 1;
    tally.example ??= failure;
  }
}
