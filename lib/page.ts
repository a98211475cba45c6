/**
 * A page of something that is only appended to, newest first: what lies before a position (events/page.ts). Positions
 * count from the oldest, so that what is added between two pages shifts neither.
 */
export interface Page {
  before?: number | undefined;
  limit: number;
}

/** First and last position, as Redis counts them. */
export const rangeOf = ({ before, limit }: Page): [number, number] =>
  before === undefined ? [-limit, -1] : [Math.max(0, before - limit), before - 1];

/** Where the page after this one begins, if there is one; `length` of them all. */
export function nextOf({ before, limit }: Page, length: number): { next?: number } {
  const next = (before ?? length) - limit;
  return next > 0 ? { next } : {};
}
