import { invalid } from '../../../lib/errors.ts';
import { momentOf } from '../../../lib/moment.ts';
import { ceilTo, DAY, floorTo, HOUR, MINUTE } from '../../../lib/time.ts';
import type { Audience } from './audience.ts';
import type { Window } from './tiles.ts';

/** The parameters of a URL that say when. */
export interface WindowParameters {
  window?: string | undefined;
  from?: string | number | undefined;
  to?: string | number | undefined;
}

const UNITS = { m: MINUTE, h: HOUR, d: DAY };

/** What anyone may ask for costs us: about a hundred commands a month of heat. */
const MOST_PUBLIC = 31 * DAY;

/** Every minute that the window touches, so that the same minute gives the same answer. Throws a Problem. */
export function windowOf({ window, from, to }: WindowParameters, now: number): Window {
  if (from === undefined && to === undefined) {
    return { from: floorTo(now - spanOf(window ?? '5m'), MINUTE), to: ceilTo(now, MINUTE) };
  }
  if (window !== undefined) throw invalid('window', 'Give either window, or from and to.');
  if (from === undefined) throw invalid('from', 'from must be given along with to.');
  const begin = momentOf('from', from);
  if (begin > now + MINUTE) throw invalid('from', 'from must not lie in the future.');
  const end = to === undefined ? undefined : momentOf('to', to);
  if (end === undefined || end <= begin) throw invalid('to', 'to must be given along with from, and be later.');
  return { from: floorTo(begin, MINUTE), to: Math.min(ceilTo(end, MINUTE), ceilTo(now + MINUTE, MINUTE)) };
}

/** Throws a Problem where a window is longer than this audience may ask for. */
export function holdToBounds({ from, to }: Window, scope: Audience['scope']): void {
  if (scope === 'public' && to - from > MOST_PUBLIC) throw invalid('window', 'A public window is at most 31 days.');
}

function spanOf(window: string): number {
  const [, amount, unit] = /^([1-9]\d{0,3})([mhd])$/.exec(window) ?? [];
  if (!amount) throw invalid('window', 'window must be a span such as 5m, 1h or 24h.');
  return Number(amount) * UNITS[unit as keyof typeof UNITS];
}
