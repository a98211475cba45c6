/** What other domains may use of this one. */
export { checkInput } from './action.ts';
export { order } from './order.ts';
export { takeBack } from './take-back.ts';
