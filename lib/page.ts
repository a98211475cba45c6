/**
 * A page of a list that only grows, newest first: the entries before a position (events/page.ts). Positions count from
 * the oldest, so that entries added between two pages shift neither.
 */
export interface Page {
  before?: number | undefined;
  limit: number;
}

/** First and last position, as Redis counts them. */
export const rangeOf = ({ before, limit }: Page): [number, number] =>
  before === undefined ? [-limit, -1] : [Math.max(0, before - limit), before - 1];

/** Where the next page begins, if there is one; `length` is that of the whole list. */
export function nextOf({ before, limit }: Page, length: number): { next?: number } {
  const next = (before ?? length) - limit;
  return next > 0 ? { next } : {};
}
