/** What other domains may use of this one. */
export { nameSeconds, refuseMessage } from './refuse.ts';
export { type Fault, type Rejection, reject, rejectionOf } from './reject.ts';
