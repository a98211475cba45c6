import { REFUSALS, type Refusal } from '../events/reasons.ts';

/** A refusal with a machine-readable `reason`, to be rendered as RFC 9457 problem+json. */
export class Problem extends Error {
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, detail: string) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.reason = reason;
  }
}

/** A refusal of the list in events/reasons.ts; `detail` says more than the list does. */
export const refuse = (reason: Refusal, detail?: string): Problem => {
  const [status, text] = REFUSALS[reason];
  return new Problem(status, reason, detail ?? text);
};

/**
 * A parameter, header or body member that is not valid; the reason names it. A name that the caller has made up may not
 * be fit for a reason: then it names the whole.
 */
export const invalid = (name: string, detail: string, whole = 'body'): Problem =>
  new Problem(400, `invalid_${/^[a-z][a-z0-9_]{0,63}$/.test(name) ? name : whole}`, detail);
