import { type Incoming, type Outgoing, request as send } from '../../lib/request.ts';

type Request = (url: string, outgoing: Outgoing) => Promise<Incoming>;

/** Who does the requests of functions: set by the run. */
export const requests: { done: Request } = { done: send };

/** Takes the place of lib/request.ts in every function. */
export const request: Request = (url, outgoing) => requests.done(url, outgoing);

/** The real one. */
export { send };
