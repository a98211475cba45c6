/** What other domains may use of this one. */
export type { Rental } from './rental.ts';
export { settleUsed } from './settle-used.ts';
export { readEach } from './store.ts';
export { type Count, type CountOutcome, takeCounts } from './used.ts';
