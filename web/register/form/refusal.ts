import { Refused } from '../../talk/refused.ts';

/** The parameter or member of the body that the API finds at fault: `invalid_floors` is of `floors`. */
export const memberOf = (error: unknown): string | undefined =>
  error instanceof Refused && error.reason.startsWith('invalid_') ? error.reason.slice('invalid_'.length) : undefined;

/** Nobody knows whether a request without an answer was carried out. */
export const isLost = (error: unknown): boolean =>
  error instanceof Refused && (error.status === 0 || error.status >= 500);
