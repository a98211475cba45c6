import type { Rental } from '../reads.ts';

/** Why a request came to nothing. */
const CANCELLED: Record<string, string> = {
  released: 'You have cancelled it.',
  released_by_operator: 'The operator has cancelled it.',
  no_answer: 'It did not answer. You pay nothing.',
  refused: 'It refused to start. You pay nothing.',
  start_failed: 'It was told to, but did not start. You pay nothing.',
  start_unanswered: 'It did not start. You pay nothing.',
};

/** Why a rental is over. */
const OVER: Record<string, string> = {
  released: 'You have released it.',
  released_by_operator: 'The operator has ended it.',
  released_by_device: 'It has ended by itself.',
  lost_by_device: 'It was restarted, and that has ended your rental.',
  time_over: 'Your time is over.',
  finished: 'It is finished.',
  silent: 'It lost its connection, and that has ended your rental.',
};

/** What it is, in a word for lists. */
export const stateWord = ({ state }: Rental): string =>
  ({ requested: 'Waiting', active: 'Running', ended: 'Over', settled: 'Over', cancelled: 'Cancelled' })[state];

/** What is going on, in a sentence or two. */
export function story({ state, accepted_at, reason = '' }: Rental): string {
  switch (state) {
    case 'requested':
      return accepted_at === undefined ? 'Waiting for its answer…' : 'It was told to, and is starting…';
    case 'active':
      return 'It is yours.';
    case 'cancelled':
      // devices have reasons of their own
      return CANCELLED[reason] ?? `It refused: ${reason.replaceAll('_', ' ')}. You pay nothing.`;
    case 'ended':
      return `${OVER[reason] ?? 'It is over.'} The bill is being made.`;
    case 'settled':
      return OVER[reason] ?? 'It is over.';
  }
}
