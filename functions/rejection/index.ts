/** What other domains may use of this one. */
export { type Rejection, reject, rejectionOf } from './reject.ts';
